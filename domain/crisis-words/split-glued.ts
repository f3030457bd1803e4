import type { Reading } from './pattern.ts';
import type { StemIndex } from './stem-index.ts';
import type { Word } from './words.ts';

const shortestGlued = 4;
/** What is left beside a small word has to be a word that says something. */
const shortestBesideSmall = 3;
/** One letter («с», «в», "i") stands at the beginning of so many words that the rest has to be longer. */
const shortestBesideLetter = 4;
const shortestHalf = 3;

/**
 * The two words that one word consists of when the space between them is missing («вдверь», "theroof"), or null.
 * Only a word that says nothing by itself is split, and only in two that are both known.
 */
export function splitGlued(word: Word, index: StemIndex): readonly [Word, Word] | null {
  if (word.spelling !== null) {
    const place = placeOfGap(word.spelling, index, 'spelling');
    if (place !== null)
      return halves(word.spelling, place, (key) => ({ spelling: key, sounds: [], unfolded: null, length: key.length }));
  }
  const sound = word.sounds[0];
  const place = sound === undefined ? null : placeOfGap(sound, index, 'sound');
  return sound === undefined || place === null
    ? null
    : halves(sound, place, (key) => ({ spelling: null, sounds: [key], unfolded: null, length: key.length }));
}

function halves(key: string, [at, end]: readonly [number, number], wordOf: (key: string) => Word) {
  return [wordOf(key.slice(0, end)), wordOf(key.slice(at))] as const;
}

/**
 * Where the second word begins, and where the first ends; they may share a letter that both have ("wantto"). A
 * small word at the gap is surest, then the longest first word.
 */
function placeOfGap(key: string, index: StemIndex, reading: Reading): readonly [number, number] | null {
  if (key.length < shortestGlued || index.isEveryday(key, reading)) return null;
  let best: readonly [number, number] | null = null;
  let bestSmall = false;
  const listed = index.wordsAt(key, 0, reading);
  for (let at = 1; at < key.length; at++) {
    const right = key.length - at;
    const isRightListed = hasBit(index.wordsAt(key, at, reading), right);
    const isRightSmall = index.isSmall(key.slice(at), reading);
    if (!isRightListed && !isRightSmall) continue;
    for (let left = at; left <= at + 1; left++) {
      const isLeftListed = hasBit(listed, left);
      const isLeftSmall = index.isSmall(key.slice(0, left), reading);
      const isBeside =
        (isLeftSmall && isRightSmall) ||
        (isRightListed && isLeftSmall && right >= besideSmall(left)) ||
        (isLeftListed && isRightSmall && left >= besideSmall(right));
      const areHalves = isLeftListed && isRightListed && left >= shortestHalf && right >= shortestHalf;
      if (!isBeside && !(areHalves && !bestSmall)) continue;
      best = [at, left];
      bestSmall = isBeside;
    }
  }
  return best;
}

const besideSmall = (small: number) => (small === 1 ? shortestBesideLetter : shortestBesideSmall);

const hasBit = (bits: number, bit: number) => bit < 32 && (bits & (1 << bit)) !== 0;
