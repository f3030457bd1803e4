/** Shorter stems and words are too near to too many others. */
export const shortestSlip = 3;

/** How many misspellings a stem of this many letters may have by itself: longer words stay recognisable. */
export function allowedTypos(length: number, isPrefix: boolean): 0 | 1 | 2 {
  if (length >= 10) return 2;
  // More letters follow a beginning.
  return length >= (isPrefix ? 5 : 6) ? 1 : 0;
}
