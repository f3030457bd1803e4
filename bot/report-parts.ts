import type { Keyring } from '../db/keyring.ts';
import { type Expiring, expiringTogether } from '../domain/expiring.ts';
import type { ReportDesk } from '../domain/report-desk.ts';
import type { ReportParts } from '../handlers/report-parts.ts';
import { createButtonSeal } from './button-seal.ts';
import { createCodePad } from './code-pad.ts';
import { createCodeTries } from './code-tries.ts';
import { createReportLimits } from './report-limits.ts';

/** What the flows of reports need: all but the desk is in memory, and gone when the program stops. */
export function createReportParts(options: {
  readonly desk: ReportDesk;
  readonly keyring: Keyring;
  readonly now: () => number;
}): ReportParts & Expiring {
  const { desk, keyring, now } = options;
  const [limits, pad, tries] = [createReportLimits(now), createCodePad(now), createCodeTries(now)];
  return { desk, seal: createButtonSeal(keyring), limits, pad, tries, ...expiringTogether([limits, pad, tries]) };
}
