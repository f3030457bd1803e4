import type { LetterTree } from './letter-tree.ts';
import type { Stem } from './pattern.ts';
import type { PhraseBook, Step } from './phrase-book.ts';

/** How many letters may stand between two places inside one word: «нехочубольшежить». */
const gapInWord = 6;
const shortestFind = 7;
/** Shorter words are not searched from the middle: they are too often the end of something harmless. */
const shortestGlued = 7;
const shortestAlone = 6;
/** From here on something may follow without a space: «нехочужитьтак». */
const shortestWithRest = 9;
const shortestAfterGap = 3;

/** Finds phrases whose spaces are wrong: «нехочужить», «у м е р е т ь», "my self". `null` is a word that cannot serve. */
export function scanLetters<Meaning>(
  book: PhraseBook<Meaning>,
  tree: LetterTree,
  stems: readonly Stem[],
  words: readonly (string | null)[],
  onFound: (phrase: number, first: number) => void,
): void {
  const letters = words.map((word) => word ?? ' ').join('');
  const wordAt = new Int32Array(letters.length + 1);
  const ends = new Int32Array(words.length);
  let position = 0;
  words.forEach((word, i) => {
    const length = (word ?? ' ').length;
    wordAt.fill(i, position, position + length);
    position += length;
    ends[i] = position;
  });
  const startOf = (word: number) => (word === 0 ? 0 : (ends[word - 1] ?? 0));

  const reachedAt = new Int32Array(book.states).fill(-1);
  const beganAt = new Int32Array(book.states);
  // A step counts only from where its word ends; until then it waits here.
  const waiting: (number[] | undefined)[] = [];

  const take = (step: Step, stem: Stem, from: number, end: number) => {
    const word = wordAt[from] ?? 0;
    const isWordStart = from === startOf(word);
    let began = from;
    if (step.before >= 0) {
      const before = reachedAt[step.before] ?? -1;
      began = beganAt[step.before] ?? from;
      const wordBefore = wordAt[before - 1] ?? 0;
      const beganInside = began !== startOf(wordAt[began] ?? 0);
      const isGlued =
        from === before ||
        (wordBefore === word &&
          !beganInside &&
          step.gap > 0 &&
          from - before <= gapInWord &&
          end - from >= shortestAfterGap);
      const isNextWord =
        isWordStart && wordBefore !== word && before === ends[wordBefore] && word - wordBefore - 1 <= step.gap;
      if (!isGlued && !isNextWord) return;
      // «стране хочу»: the ending of another word is not «не».
      if (wordBefore !== word && beganInside) return;
    }
    if (!step.isLast) {
      const there = waiting[end] ?? [];
      there.push(step.reaches, began);
      waiting[end] = there;
      return;
    }
    const length = end - began;
    const isWhole = stem.isPrefix || end === ends[wordAt[end - 1] ?? 0] || (!isWordStart && length >= shortestWithRest);
    const isLong = step.isAlone ? stem.key.length >= shortestAlone : length >= shortestFind;
    if (isWhole && isLong) onFound(step.phrase, wordAt[began] ?? 0);
  };

  for (let from = 0; from < letters.length; from++) {
    const arrived = waiting[from] ?? [];
    for (let i = 0; i < arrived.length; i += 2) {
      const state = arrived[i] ?? 0;
      reachedAt[state] = from;
      beganAt[state] = arrived[i + 1] ?? from;
    }
    waiting[from] = undefined;
    const word = wordAt[from] ?? 0;
    const isInside = from !== startOf(word);
    if (isInside && arrived.length === 0 && (words[word]?.length ?? 0) < shortestGlued) continue;
    tree.at(letters, from, (id, end) => {
      const wordEnd = ends[wordAt[end - 1] ?? 0] ?? end;
      const stem = stems[id];
      if (stem === undefined || (isInside && end > (ends[word] ?? 0))) return;
      for (const step of book.stepsOf(id)) {
        if (step.before >= 0 && (reachedAt[step.before] ?? -1) < 0) continue;
        take(step, stem, from, end);
        if (stem.isPrefix && wordEnd !== end) take(step, stem, from, wordEnd);
      }
    });
  }
}
