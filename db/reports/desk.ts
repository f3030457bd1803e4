import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import { type Quarter, quarterOf } from '../../domain/calendar-period.ts';
import { withoutTellingEffects } from '../../domain/incident-report/incident-report.ts';
import { keepToRules } from '../../domain/organisation-answer.ts';
import { refused, succeeded } from '../../domain/outcome.ts';
import { type Change, changesOf } from '../../domain/report-counts/noisy-grid.ts';
import type { FoundReport, Remains, ReportDesk } from '../../domain/report-desk.ts';
import { expiryOf } from '../../domain/report-rules.ts';
import type { Database } from '../client.ts';
import type { FoldTransaction } from './fold-transaction.ts';
import { openForCountry, recipientsOf } from './open-organisations.ts';
import { createReceipts, type Receipt } from './receipt.ts';
import { openAnswer } from './sealed-answer.ts';
import { sealReport } from './sealed-report.ts';
import { shuffleFewRows } from './shuffle-rows.ts';
import type { ReportStoreOptions, StoreParts } from './store-parts.ts';
import {
  reportAnswers,
  reportCounts,
  reports,
  waitingLowerings,
  withdrawalMarks,
  withdrawalTables,
  withdrawnReports,
} from './tables.ts';
import { addToPool, isWaiting, takeFromPool } from './waiting-pool.ts';
import { openHint, sealHint, sealLowering } from './waiting-record.ts';

export type DeskParts = StoreParts & Pick<ReportStoreOptions, 'keyring' | 'stretch'>;

/** The desk on a database. Nothing of a chat ever comes into its transactions. */
export function createDesk({ db, keyring, folds, marks, now, stretch }: DeskParts): ReportDesk {
  const receipts = createReceipts(keyring, stretch);
  const today = () => dayOf(now());

  return {
    async confirm(given, nonce) {
      const report = withoutTellingEffects(given);
      const code = receipts.codeFor(nonce);
      const receipt = await receipts.receiptOf(code);
      return folds.hold(async (fold) => {
        const { transaction } = fold;
        const { lookup, replyPublicKey, withdrawalKey } = receipt;
        if (await isTaken(fold, lookup)) return succeeded({ code });
        if (await isWithdrawn(transaction, marks.markOf(lookup))) return refused('withdrawn');
        const { recipient: organisation, country } = report;
        const recipients = organisation ? await recipientsOf(transaction, organisation, country, today()) : [];
        if (organisation && recipients.length === 0) return refused('no_valid_key');

        const quarter = quarterOf(today());
        const changes = changesOf(report, quarter);
        const sealed = await sealReport(report, recipients);
        const withdrawal = sealHint(changes, withdrawalKey);
        await addToPool(fold, { organisation, quarter, sealed, lookup, replyPublicKey, withdrawal, changes });
        return succeeded({ code });
      });
    },

    async look(code) {
      const receipt = await receipts.receiptOf(code);
      return folds.share(async (fold) => {
        const found = await find(fold, receipt, quarterOf(today()));
        // The same questions whether or not there was a row: what was found may not show in the time.
        const remains = await remainsOf(fold.transaction, found.organisation, found.changes);
        const answers = await answersTo(fold.transaction, found.id, receipt);
        return found.isKnown ? succeeded({ answers, remains }) : refused('unknown');
      });
    },

    async withdraw(code) {
      const receipt = await receipts.receiptOf(code);
      return folds.hold(async (fold) => {
        const { transaction, key } = fold;
        const quarter = quarterOf(today());
        const found = await find(fold, receipt, quarter);
        const remains = await remainsOf(transaction, found.organisation, found.changes);
        if (!found.isKnown) return refused('unknown');
        const [gone] = await transaction.delete(reports).where(eq(reports.lookup, receipt.lookup)).returning();
        if (!gone) await takeFromPool(fold, receipt.lookup);
        else {
          await transaction.delete(reportAnswers).where(eq(reportAnswers.reportId, gone.id));
          await transaction.insert(waitingLowerings).values({ sealed: sealLowering(found.changes, key) });
          const { id, organisationId, expiresQuarter } = gone;
          await transaction.insert(withdrawnReports).values({ id, organisationId, expiresQuarter });
        }
        const expiresQuarter = gone?.expiresQuarter ?? expiryOf(quarter);
        await marks.add(transaction, { mark: marks.markOf(receipt.lookup), expiresQuarter });
        for (const table of withdrawalTables) await shuffleFewRows(transaction, table);
        return succeeded(remains);
      });
    },

    openForCountry: (country) => openForCountry(db, country, today()),
  };
}

interface Found {
  readonly isKnown: boolean;
  readonly id: string;
  readonly organisation: string | null;
  /** Where it counts already; nowhere while it waits. */
  readonly changes: readonly Change[];
}

const nothing: Found = { isKnown: false, id: '00000000-0000-0000-0000-000000000000', organisation: null, changes: [] };

async function find(fold: FoldTransaction, receipt: Receipt, quarter: Quarter): Promise<Found> {
  const { lookup, withdrawalKey } = receipt;
  const waits = await isWaiting(fold, lookup);
  const [row] = await fold.transaction
    .select({ id: reports.id, organisation: reports.organisationId, withdrawal: reports.withdrawal })
    .from(reports)
    // A row that is due to expire is gone, whether or not the job has run.
    .where(and(eq(reports.lookup, lookup), gt(reports.expiresQuarter, quarter)));
  if (row)
    return {
      isKnown: true,
      id: row.id,
      organisation: row.organisation,
      changes: openHint(row.withdrawal, withdrawalKey),
    };
  return { ...nothing, isKnown: waits };
}

async function remainsOf(
  transaction: Database,
  organisation: string | null,
  changes: readonly Change[],
): Promise<Remains> {
  const frozen = await transaction
    .select({ name: reportCounts.name })
    .from(reportCounts)
    .where(
      and(inArray(reportCounts.name, ['none', ...changes.map(({ grid }) => grid)]), eq(reportCounts.isFrozen, true)),
    );
  return { mayBeRead: organisation !== null, isPublished: frozen.length > 0 };
}

async function answersTo(
  transaction: Database,
  reportId: string,
  { replyKey }: Receipt,
): Promise<FoundReport['answers']> {
  const rows = await transaction
    .select({ sealed: reportAnswers.sealed })
    .from(reportAnswers)
    .where(eq(reportAnswers.reportId, reportId))
    .orderBy(asc(reportAnswers.position));
  const opened = await Promise.all(rows.map(({ sealed }) => openAnswer(sealed, replyKey)));
  // Only here can they be read: what the organisation's own program checks, a stolen machine need not.
  return opened.filter((answer) => answer !== null).map(keepToRules);
}

async function isTaken(fold: FoldTransaction, lookup: Buffer): Promise<boolean> {
  const waits = await isWaiting(fold, lookup);
  const folded = await fold.transaction.select({ id: reports.id }).from(reports).where(eq(reports.lookup, lookup));
  return waits || folded.length > 0;
}

async function isWithdrawn(transaction: Database, mark: Buffer): Promise<boolean> {
  const found = await transaction
    .select({ mark: withdrawalMarks.mark })
    .from(withdrawalMarks)
    .where(eq(withdrawalMarks.mark, mark));
  return found.length > 0;
}
