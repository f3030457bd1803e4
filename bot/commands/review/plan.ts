import type { Language } from '../../../domain/language.ts';
import type { Reviewer } from '../../../locales/review-state.ts';
import type { NamedReview } from './review.ts';
import type { SheetFile, SheetText } from './sheet.ts';

/** A place in the files: a text in one language. */
export interface Place {
  readonly file: SheetFile;
  readonly language: Language;
  readonly text: SheetText;
  readonly before: string;
}

/** What somebody wants a text to become. */
export interface Proposal extends Place {
  readonly after: string;
  readonly by: NamedReview;
}

/** A correction that will be made; several reviewers may have wished for the very same. */
export interface Change extends Place {
  readonly after: string;
  readonly by: readonly NamedReview[];
}

/** A correction that is left out, and why. */
export interface LeftOut {
  readonly id: string;
  readonly language: Language;
  readonly after: string;
  /** The text as it stands now; null where there is none any more. */
  readonly now: string | null;
  readonly by: NamedReview;
  readonly why: string;
}

/** A file that was read whole, or of which that cannot be said. */
export interface Mark {
  readonly file: string;
  readonly language: Language;
  readonly by: NamedReview;
}

/** A mark that goes, because that role read another text. */
export interface Cleared {
  readonly file: string;
  readonly language: Language;
  readonly role: Reviewer;
}

/** All that an import would do, and all that it leaves to people. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Each a text with two or more different corrections of it. */
  readonly conflicts: readonly (readonly Proposal[])[];
  readonly outdated: readonly LeftOut[];
  readonly refused: readonly LeftOut[];
  /** Corrections that stand in the files already. */
  readonly alreadyThere: number;
  readonly marks: readonly Mark[];
  readonly notMarked: readonly (Mark & { readonly why: string })[];
  readonly cleared: readonly Cleared[];
  readonly remarks: readonly { readonly id: string; readonly text: string; readonly by: NamedReview }[];
}
