import type { Keyring } from '../db/keyring.ts';
import type { ReportDesk } from '../domain/report-desk.ts';
import type { ReportParts } from '../handlers/report-parts.ts';
import { createButtonSeal } from './button-seal.ts';
import { createCodePad } from './code-pad.ts';
import { createCodeTries } from './code-tries.ts';
import { createReportLimits } from './report-limits.ts';

/** What the flows of reports need: all but the desk is in memory, and gone when the program stops. */
export const createReportParts = (options: {
  readonly desk: ReportDesk;
  readonly keyring: Keyring;
  readonly now: () => number;
}): ReportParts => ({
  desk: options.desk,
  seal: createButtonSeal(options.keyring),
  limits: createReportLimits(options.now),
  pad: createCodePad(options.now),
  tries: createCodeTries(options.now),
});
