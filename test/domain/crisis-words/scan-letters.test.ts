import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followersIn } from '../../../domain/crisis-words/followers.ts';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { LetterTree } from '../../../domain/crisis-words/letter-tree.ts';
import * as step from '../../../domain/crisis-words/packed-steps.ts';
import { phrasesOf, type Stem } from '../../../domain/crisis-words/pattern.ts';
import { type PhraseBook, PhraseBookWriter } from '../../../domain/crisis-words/phrase-book.ts';
import { letterScanner } from '../../../domain/crisis-words/scan-letters.ts';
import { StemIndex } from '../../../domain/crisis-words/stem-index.ts';

type Words = readonly (string | null)[];

function worldOf(lines: readonly string[]) {
  const index = new StemIndex();
  const writer = new PhraseBookWriter<string>(index, 2);
  for (const line of lines) for (const phrase of phrasesOf(line, {})) writer.add(phrase, line, 'self');
  const book = writer.written();
  const tree = new LetterTree(index.stems, [...index.stems.keys()], book.steps.kinds);
  return { book, tree, stems: index.stems };
}

/** Where a stem that stands at `from` ends, doubled letters counting once, or -1. */
function endOf(letters: string, from: number, { key }: Stem): number {
  let read = 0;
  for (let i = from; i < letters.length; i++) {
    if (letters[i] === key[read]) read++;
    else if (i === from || letters[i] !== letters[i - 1]) return -1;
    if (read === key.length) return i + 1;
  }
  return -1;
}

/** The same by going through all steps of all stems at every letter. */
function foundAtLength(words: Words, book: PhraseBook<string>, stems: readonly Stem[]): readonly string[] {
  const letters = words.map((word) => word ?? ' ').join('');
  const wordAt = words.flatMap((word, i) => [...(word ?? ' ')].map(() => i));
  const startOf = (word = 0) => wordAt.indexOf(word);
  const lastOf = (word = 0) => wordAt.lastIndexOf(word) + 1;
  const isWrong = [...letters].some((_, from) => {
    const word = wordAt[from] ?? 0;
    const isStart = from === startOf(word);
    if (words[word] === null || (!isStart && (words[word]?.length ?? 0) < 5)) return false;
    return stems.some((stem) => {
      let end = endOf(letters, from, stem);
      if (end < 0) return false;
      while (letters[end] === letters[end - 1] && end < letters.length) end++;
      return end - from >= 3 && (!isStart || end > lastOf(word));
    });
  });
  if (!isWrong) return [];
  const found: string[] = [];
  const reached = new Map<number, { readonly place: number; readonly began: number }>();
  const waiting: { readonly end: number; readonly state: number; readonly began: number }[] = [];
  for (let from = 0; from < letters.length; from++) {
    const arriving = waiting.filter(({ end }) => end === from);
    for (const { state, began } of arriving) {
      // Of those that arrive at one place the longest counts.
      const also = reached.get(state);
      if (also?.place !== from || began < also.began) reached.set(state, { place: from, began });
    }
    const word = wordAt[from] ?? 0;
    const isStart = from === startOf(word);
    if (!isStart && arriving.length === 0 && (words[word]?.length ?? 0) < 7) continue;
    for (const [id, stem] of stems.entries()) {
      const stemEnd = endOf(letters, from, stem);
      if (stemEnd < 0 || (!isStart && stemEnd > lastOf(word))) continue;
      const [first, last] = [step.begins, step.ends].map((of) => book.steps.rows[id * step.rowStride + of] ?? 0);
      const steps = Array.from({ length: ((last ?? 0) - (first ?? 0)) / step.stride }, (_, i) =>
        book.steps.numbers.slice((first ?? 0) + i * step.stride),
      );
      for (const [stateBefore = -1, target = 0, bits = 0] of steps) {
        const gap = step.gapOf(bits);
        for (const end of new Set([stemEnd, stem.isPrefix ? lastOf(wordAt[stemEnd - 1]) : stemEnd])) {
          const before = reached.get(stateBefore);
          const began = before?.began ?? from;
          if (stateBefore >= 0) {
            if (before === undefined) continue;
            const wordBefore = wordAt[before.place - 1] ?? 0;
            const beganInside = began !== startOf(wordAt[began]);
            const isInGap = from - before.place <= 6 && end - from >= 3 && gap > 0 && !beganInside;
            const isGlued = from === before.place || (wordBefore === word && isInGap);
            const isNext = isStart && wordBefore !== word && before.place === lastOf(wordBefore);
            if (!isGlued && !(isNext && word - wordBefore - 1 <= gap)) continue;
          }
          if ((bits & step.lastMark) === 0) {
            // What began inside a word goes on only there, and where enough is left.
            const wordEnd = lastOf(wordAt[began]);
            const mayGoOn = end < wordEnd && (stateBefore >= 0 || wordEnd - began >= 7);
            if (began === startOf(wordAt[began]) || mayGoOn) waiting.push({ end, state: target, began });
          } else {
            const isWhole = stem.isPrefix || end === lastOf(wordAt[end - 1]) || (!isStart && end - began >= 9);
            const isLong = (bits & step.aloneMark) !== 0 ? stem.key.length >= 6 : end - began >= 7;
            if (isWhole && isLong) found.push(`${target} ${wordAt[began]}`);
          }
        }
      }
    }
  }
  return found;
}

const wordOf = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abt'), minLength, maxLength, size: 'max' });
const stemOf = fc.tuple(wordOf(1, 5), fc.constantFrom('', '', '*')).map((parts) => parts.join(''));
const runOf = fc.oneof(
  { weight: 4, arbitrary: stemOf },
  fc.tuple(stemOf, stemOf).map((run) => run.join('_')),
);
const placeOf = fc.array(runOf, { minLength: 1, maxLength: 3 }).map((runs) => runs.join('|'));
const lineOf = fc
  .tuple(fc.constantFrom('', '~'), fc.array(placeOf, { minLength: 1, maxLength: 3 }))
  .map(([order, places]) => order + places.join(' '));

it('finds what a walk through all steps finds, wherever spaces are wrong', () => {
  const anyWord = fc.oneof({ weight: 6, arbitrary: wordOf(1, 4) }, wordOf(5, 14), fc.constant(null));
  const worlds = fc.record({
    lines: fc.array(lineOf, { minLength: 1, maxLength: 25 }),
    messages: fc.array(fc.array(anyWord, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }),
  });
  let finds = 0;
  fc.assert(
    fc.property(worlds, ({ lines, messages }) => {
      const { book, tree, stems } = worldOf(lines);
      const scan = letterScanner(book, tree, followersIn(book.steps, book.states));
      for (const words of messages) {
        const found: string[] = [];
        scan(words, (phrase, first) => found.push(`${phrase} ${first}`));
        expect([words, found.toSorted()]).toEqual([words, foundAtLength(words, book, stems).toSorted()]);
        finds += found.length;
      }
    }),
    { numRuns: 200 },
  );
  expect(finds).toBeGreaterThan(50);
});

const hidden = 'what leads nowhere does not hide what leads on';
const longer = 'of two ways that lead to the same place the longer one counts';
it.each([
  ['lostthewill to live', 'hopeless', hidden],
  ['сброситьсяс балк она', 'wish', hidden],
  ['яне хочужитьпомоите', 'wish', hidden],
  ['выпилацелуюпачкуснотворного', 'act', longer],
  ['жашагымдэмикелбейт', 'wish', longer],
  ["he'sgotmypassportandsayshe'llkillmeifigo", 'danger', longer],
])('%s is %s: %s', (text, level) => {
  expect(crisisLevelOf(text)).toBe(level);
});
