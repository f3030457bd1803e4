/** How many misspellings a stem of this many letters may have: longer words stay recognisable. */
export function allowedTypos(length: number, isPrefix: boolean): 0 | 1 | 2 {
  if (length >= 10) return 2;
  // More letters follow a beginning.
  return length >= (isPrefix ? 5 : 6) ? 1 : 0;
}

/** One bit a letter: two words that differ in more letters than there may be typos need no comparing. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) - 97);
  return mask;
}

/** How many letters of `needed` are missing in `present`, both as masks. */
export function missingLetters(needed: number, present: number): number {
  let rest = needed & ~present;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count++;
  }
  return count;
}

const width = 48;
// Three rows are enough for swapped neighbours; reused, since a call never waits for another.
const rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)] as const;

/**
 * True when `word` is `stem` with at most `limit` letters added, dropped, replaced or swapped; with
 * `isPrefix`, when some beginning of `word` is and ends with the stem's last letter: a beginning that
 * ends otherwise is the beginning of another word («придут» is not «придуш*»).
 */
export function isMisspelt(stem: string, word: string, limit: number, isPrefix: boolean): boolean {
  const columns = Math.min(word.length, stem.length + limit, width - 1);
  if (columns < stem.length - limit || (!isPrefix && word.length > columns)) return false;
  let [before, above, row] = rows as readonly [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= columns; j++) above[j] = j;
  for (let i = 1; i <= stem.length; i++) {
    row[0] = i;
    let best = i;
    for (let j = 1; j <= columns; j++) {
      const same = stem[i - 1] === word[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && stem[i - 1] === word[j - 2] && stem[i - 2] === word[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    // Two rows decide, because a swap reaches over one.
    if (best > limit + 1) return false;
    [before, above, row] = [above, row, before];
  }
  if (!isPrefix) return (above[columns] ?? width) <= limit;
  const last = stem[stem.length - 1];
  for (let j = stem.length - limit; j <= columns; j++) {
    if ((above[j] ?? width) <= limit && word[j - 1] === last) return true;
  }
  return false;
}
