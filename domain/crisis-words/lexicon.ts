import type { Concern, CrisisLevel } from './level.ts';

/**
 * The crisis words of one language, as data. How a line is read (see pattern.ts):
 *
 * - a space parts two places; up to two other words may stand in between (`не хочу` is also «не очень хочу»);
 * - `a|b_c` in one place is either «a» or «b c» without a word in between; `{name}` is a group of `groups`,
 *   `#` a number from 10 on;
 * - `stem*` is any word that begins so; `word!` forbids misspellings of it, `word?` forgives them
 *   even if it is short and the whole sign;
 * - `~` before a line: its places in either order.
 *
 * Lines stand in the language's own letters. Other letters, misspellings and missing or doubled spaces
 * are the matcher's work; only a misspelling of a short word has to be listed.
 */
export interface Lexicon {
  /** Who has read it, and when. Empty: nobody yet. */
  readonly reviewedBy: Readonly<{ native?: string; clinician?: string }>;
  readonly groups: Readonly<Record<string, string>>;
  readonly signs: Readonly<Partial<Record<CrisisLevel, readonly string[]>>>;
  /** Signs that count only when two meet, or when the message says nothing else. */
  readonly weakSigns: Readonly<Partial<Record<CrisisLevel, readonly string[]>>>;
  /** Everyday sayings: their words cannot be part of a sign of that concern. */
  readonly falseFriends: Readonly<Partial<Record<Concern, readonly string[]>>>;
  /** Everyday words that a misspelt sign could be taken for, separated by spaces. */
  readonly everyday: string;
  /** Words that lose the space before or after them, separated by spaces. */
  readonly small: string;
}
