import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followersIn } from '../../../domain/crisis-words/followers.ts';
import * as step from '../../../domain/crisis-words/packed-steps.ts';
import { phrasesOf } from '../../../domain/crisis-words/pattern.ts';
import { type PhraseBook, PhraseBookWriter } from '../../../domain/crisis-words/phrase-book.ts';
import { wordScanner } from '../../../domain/crisis-words/scan-words.ts';
import { isDoubtful, type Match, StemIndex, stemOfMatch } from '../../../domain/crisis-words/stem-index.ts';

/** A word as it is looked up: its stems, how many letters were typed, and the concerns that it cannot serve. */
interface LookedUp {
  readonly matches: readonly Match[];
  readonly length: number;
  readonly mark: number;
}
interface Reached {
  readonly place: number;
  readonly began: number;
  readonly letters: number;
}
const ways = [0, 1] as const;

function bookOf(lines: readonly string[], gap: number) {
  const index = new StemIndex();
  const writer = new PhraseBookWriter<string>(index, gap);
  for (const line of lines) for (const phrase of phrasesOf(line, {})) writer.add(phrase, line, 'self');
  return { book: writer.written(), stems: index.stems.length };
}

/** What the scan finds, by trying every step of every word and keeping all that is reached. */
function foundAtLength(message: readonly LookedUp[], { steps }: PhraseBook<string>): readonly string[] {
  const found: string[] = [];
  const reached = ways.map(() => new Map<number, Reached>());
  for (const [place, { matches, length, mark }] of message.entries()) {
    const next: { readonly state: number; readonly way: 0 | 1; readonly began: number; readonly letters: number }[] =
      [];
    for (const match of matches) {
      const row = stemOfMatch(match) * step.rowStride;
      const isDoubt = isDoubtful(match);
      for (let at = steps.rows[row] ?? 0; at < (steps.rows[row + step.ends] ?? 0); at += step.stride) {
        const [before = -1, target = 0, bits = 0] = steps.numbers.slice(at, at + step.stride);
        const isLast = (bits & step.lastMark) !== 0;
        if ((bits & step.concernMarks & mark) !== 0) continue;
        const start: readonly [0 | 1, Reached] = [0, { place, began: place, letters: 0 }];
        const from = before < 0 ? [start] : ways.map((way) => [way, reached[way]?.get(before)] as const);
        for (const [way, state] of from) {
          // Of a phrase one word may be doubtful, when there are others.
          if (state === undefined || (isDoubt && (way === 1 || (isLast && before < 0)))) continue;
          if (before >= 0 && place - state.place - 1 > step.gapOf(bits)) continue;
          const slips = isDoubt ? 1 : way;
          const letters = state.letters + length;
          if (!isLast) next.push({ state: target, way: slips, began: state.began, letters });
          else if (slips === 0 || letters >= 6) found.push(`${target} ${state.began} ${place}`);
        }
      }
    }
    for (const { state, way, began, letters } of next) {
      const known = reached[way]?.get(state);
      // Of several runs with which one word reaches a state the longest counts.
      const also = known?.place === place ? known : { began, letters };
      const longest = { began: Math.min(also.began, began), letters: Math.max(also.letters, letters) };
      reached[way]?.set(state, { place, ...longest });
    }
  }
  return found;
}

const stemOf = fc.constantFrom(...'abcdefg');
const runOf = fc.oneof(
  { weight: 4, arbitrary: stemOf },
  fc.tuple(stemOf, stemOf).map(([a, b]) => `${a}_${b}`),
);
const placeOf = fc.array(runOf, { minLength: 1, maxLength: 3 }).map((runs) => runs.join('|'));
const lineOf = fc.array(placeOf, { minLength: 1, maxLength: 4 }).map((places) => places.join(' '));
const wordOf = fc.record({
  stems: fc.uniqueArray(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 3, selector: ([stem]) => stem }),
  length: fc.integer({ min: 1, max: 5 }),
  mark: fc.constantFrom(0, 0, 0, 1),
});

it('finds what a walk through all steps finds, and keeps nothing from one message to the next', () => {
  const worlds = fc.record({
    lines: fc.array(lineOf, { minLength: 1, maxLength: 15 }),
    gap: fc.constantFrom(0, 2),
    messages: fc.array(fc.array(wordOf, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 12 }),
  });
  let finds = 0;
  fc.assert(
    fc.property(worlds, ({ lines, gap, messages }) => {
      const { book, stems } = bookOf(lines, gap);
      const scan = wordScanner(book, followersIn(book.steps, book.states));
      for (const words of messages) {
        const message = words.map(({ stems: some, length, mark }) => ({
          matches: [...new Map(some.map(([of, isDoubt]) => [of % stems, isDoubt]))].map(
            ([stem, isDoubt]) => 2 * stem + (isDoubt ? 1 : 0),
          ),
          length,
          mark,
        }));
        const found: string[] = [];
        scan(
          {
            words: message.map(({ length }) => ({ spelling: null, sounds: [], unfolded: null, length })),
            clauses: message.map(() => 0),
            matches: message.map(({ matches }) => matches),
          },
          Uint8Array.from(message, ({ mark }) => mark),
          (phrase, first, last) => found.push(`${phrase} ${first} ${last}`),
        );
        expect(found.toSorted()).toEqual(foundAtLength(message, book).toSorted());
        finds += found.length;
      }
    }),
    { numRuns: 300 },
  );
  expect(finds).toBeGreaterThan(100);
});
