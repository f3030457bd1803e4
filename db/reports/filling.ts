import { randomBytes, randomInt } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { reportRules } from '../../domain/report-rules.ts';
import type { Database } from '../client.ts';
import { recipientsPerReport } from './lengths.ts';
import { sealReport, thrownAwayKey } from './sealed-report.ts';
import { receivingKeys } from './tables.ts';
import { sealHint, type WaitingRecord } from './waiting-record.ts';

/**
 * Empty rows that keep too few reports company. Each takes recipient and quarter of one that waits, so
 * that nothing but the organisation's key tells it from a report; its code is nobody's.
 */
export async function fillingFor(
  transaction: Database,
  records: readonly WaitingRecord[],
): Promise<readonly WaitingRecord[]> {
  const missing = records.length === 0 ? 0 : Math.max(0, reportRules.foldFrom - records.length);
  const filling: WaitingRecord[] = [];
  while (filling.length < missing) {
    const { organisation, quarter } = records[randomInt(records.length)] as WaitingRecord;
    filling.push({
      organisation,
      quarter,
      sealed: await sealReport(null, organisation === null ? [] : await keysOf(transaction, organisation)),
      lookup: randomBytes(32),
      replyPublicKey: await thrownAwayKey(),
      withdrawal: sealHint([], randomBytes(32)),
      changes: [],
    });
  }
  return filling;
}

/** The newest ones, valid or not: they opened what waits. */
async function keysOf(transaction: Database, organisation: string): Promise<readonly string[]> {
  const rows = await transaction
    .select({ recipient: receivingKeys.recipient })
    .from(receivingKeys)
    .where(eq(receivingKeys.organisationId, organisation))
    .orderBy(desc(receivingKeys.validFrom))
    .limit(recipientsPerReport);
  return rows.map(({ recipient }) => recipient);
}
