import { createReportParts } from '../../bot/report-parts.ts';
import type { ReportParts } from '../../handlers/report-parts.ts';
import { createDeskInMemory } from './desk-in-memory.ts';
import { testKeyring } from './keyrings.ts';

/** What the flows of reports need, without a database. */
export const reportPartsInMemory = (now: () => number, desk = createDeskInMemory()): ReportParts =>
  createReportParts({ desk, keyring: testKeyring(), now });
