import { count, eq } from 'drizzle-orm';
import type { Quarter } from '../../domain/calendar-period.ts';
import { answersPerReport } from '../../domain/organisation-answer.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { FoldLock } from './fold-lock.ts';
import { answerLength } from './lengths.ts';
import { reportAnswers, reports, withdrawnReports } from './tables.ts';

/** What one organisation gets: folded rows only, in an order that says nothing. */
export interface ReportBundle {
  readonly organisation: OrganisationId;
  readonly rows: readonly BundledRow[];
  /** Ids that the reader drops, also from what it has opened before. */
  readonly withdrawn: readonly string[];
}

export interface BundledRow {
  readonly id: string;
  readonly quarter: Quarter;
  readonly sealed: Buffer;
  readonly replyPublicKey: string;
}

/** The way from the reports to organisations, and of their answers back. */
export interface ReportExchange {
  bundleOf(organisation: OrganisationId): Promise<ReportBundle>;
  /** Keeps an answer that was sealed offline (`sealAnswer`). */
  recordAnswer(
    organisation: OrganisationId,
    reportId: string,
    sealed: Buffer,
  ): Promise<Outcome<'recorded', 'no_such_report' | 'too_many' | 'wrong_length'>>;
}

/** The exchange on a database. */
export function createReportExchange(folds: FoldLock): ReportExchange {
  return {
    bundleOf: (organisation) =>
      folds.shareTables(async (transaction) => {
        const rows = await transaction
          .select({
            id: reports.id,
            quarter: reports.quarter,
            sealed: reports.sealed,
            replyPublicKey: reports.replyPublicKey,
          })
          .from(reports)
          .where(eq(reports.organisationId, organisation))
          .orderBy(reports.id);
        const withdrawn = await transaction
          .select({ id: withdrawnReports.id })
          .from(withdrawnReports)
          .where(eq(withdrawnReports.organisationId, organisation))
          .orderBy(withdrawnReports.id);
        // Read last: what is withdrawn in between is in both lists, and the reader drops it.
        return { organisation, rows, withdrawn: withdrawn.map(({ id }) => id) };
      }),
    recordAnswer: (organisation, reportId, sealed) =>
      folds.shareTables(async (transaction) => {
        if (sealed.length !== answerLength) return refused('wrong_length');
        const [report] = await transaction
          .select({ organisation: reports.organisationId })
          .from(reports)
          .where(eq(reports.id, reportId))
          .for('update');
        if (report?.organisation !== organisation) return refused('no_such_report');
        const [row] = await transaction
          .select({ answers: count() })
          .from(reportAnswers)
          .where(eq(reportAnswers.reportId, reportId));
        const position = row?.answers ?? 0;
        if (position >= answersPerReport) return refused('too_many');
        await transaction.insert(reportAnswers).values({ reportId, position, sealed });
        return succeeded('recorded' as const);
      }),
  };
}
