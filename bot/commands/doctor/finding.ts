/** What a check found. `must`: something has to be done. `look`: a person should decide. */
export interface Finding {
  readonly level: 'fine' | 'look' | 'must';
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** How it is, and what to do; never a secret, never a person. */
  readonly words: string;
}

const finding =
  (level: Finding['level']) =>
  (about: string, words: string): Finding => ({ level, about, words });

export const fine = finding('fine');
export const look = finding('look');
export const must = finding('must');
