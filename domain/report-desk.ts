import type { Country } from './country.ts';
import type { IncidentReport } from './incident-report/incident-report.ts';
import type { OrganisationAnswer } from './organisation-answer.ts';
import type { OrganisationId } from './organisation-id.ts';
import type { Outcome } from './outcome.ts';
import type { ReceiptCode } from './receipt-code.ts';

/** An organisation that can be chosen: it has a key that is valid today, and takes reports. */
export interface ReportReader {
  readonly organisation: OrganisationId;
  /** True for the one of the preview, whose key lies on the same machine. */
  readonly isExample: boolean;
}

/** What a withdrawal cannot take back; said before and after it. */
export interface Remains {
  /** The organisation may have copied the report already. */
  readonly mayBeRead: boolean;
  /** A figure that the report is in has been published, and stays. */
  readonly isPublished: boolean;
}

/** A report that was found by its code. Waiting or folded: nobody is told which. */
export interface FoundReport {
  /** What the organisation answered, the oldest first. Null: it breaks the rules of answers, and is not to be shown. */
  readonly answers: readonly (OrganisationAnswer | null)[];
  readonly remains: Remains;
}

/**
 * Takes reports in, and finds them again by their code. Confirm, look and withdraw each stretch a code
 * for a third of a second, one at a time in the whole program: never call them for a tap on a keypad.
 * A fault of the database or of the keys is thrown; then nothing was saved.
 */
export interface ReportDesk {
  /**
   * Saves a report; it stands on disk when this resolves. The same nonce (16 bytes) gives the same code and one
   * report, however often, also weeks later.
   * - `no_valid_key`: the organisation cannot be chosen any more; let the person choose again
   * - `withdrawn`: this very report was withdrawn; a new one needs a new nonce
   */
  confirm(
    report: IncidentReport,
    nonce: Uint8Array,
  ): Promise<Outcome<{ readonly code: ReceiptCode }, 'no_valid_key' | 'withdrawn'>>;
  /** Wrong, withdrawn and expired codes are all `unknown`, and take the same time and work. */
  look(code: ReceiptCode): Promise<Outcome<FoundReport, 'unknown'>>;
  /** Takes a report back. `unknown` as with `look`, and for one that was taken back before. */
  withdraw(code: ReceiptCode): Promise<Outcome<Remains, 'unknown'>>;
  /** Who may be chosen to read a report of this country. */
  openForCountry(country: Country): Promise<readonly ReportReader[]>;
}
