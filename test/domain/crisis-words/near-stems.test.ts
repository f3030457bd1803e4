import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LetterTree } from '../../../domain/crisis-words/letter-tree.ts';
import { NearStems } from '../../../domain/crisis-words/near-stems.ts';
import { areNeighbours } from '../../../domain/crisis-words/neighbour-keys.ts';
import type { Stem } from '../../../domain/crisis-words/pattern.ts';

type Verdict = 'sure' | 'doubtful';
interface Walk {
  readonly at: number;
  readonly mistakes: readonly { readonly isSlip: boolean; readonly isFirst: boolean }[];
  readonly isLastExact: boolean;
}

const number = (letter = '') => letter.charCodeAt(0) - 97;
const near = (a?: string, b?: string) => a !== undefined && b !== undefined && areNeighbours(number(a), number(b));

/** What is forgiven between one word and one stem, by trying every way to read the one as the other. */
function verdictOf(word: string, { key, isPrefix, isTrusted, isExact, typos }: Stem, limit: 1 | 2): Verdict | null {
  if (isExact || key.length < 3) return null;
  const verdicts = new Set<Verdict>();
  const end = ({ at, mistakes, isLastExact }: Walk) => {
    const rest = word.length - at;
    const isFirst = mistakes.some((mistake) => mistake.isFirst);
    if (mistakes.length === 0 || (!isPrefix && rest > 0)) return;
    const isWhole = !isPrefix || isLastExact;
    if (isWhole && mistakes.length <= typos && (!isFirst || typos > 1)) verdicts.add('sure');
    else if (mistakes.length === 1 && mistakes[0]?.isSlip && (isWhole || rest <= 2)) {
      const mayFollow = isFirst ? (key.length < 4 ? -1 : 1) : 2;
      if (!isPrefix || key.length >= 5 || rest <= mayFollow) verdicts.add(isTrusted ? 'sure' : 'doubtful');
    }
  };
  const read = (from: number, walk: Walk) => {
    const { at, mistakes } = walk;
    if (from === key.length && from > 0) end(walk);
    const [meant, next] = [key[from], key[from + 1]];
    const [letter, after] = [word[at], word[at + 1]];
    if (meant !== undefined && meant === letter) read(from + 1, { at: at + 1, mistakes, isLastExact: true });
    if (mistakes.length === limit || (mistakes.length > 0 && at < 4)) return;
    const isFirst = from === 0;
    const forgive = (to: number, reaches: number, isSlip: boolean) =>
      read(to, { at: reaches, mistakes: [...mistakes, { isSlip, isFirst }], isLastExact: false });
    const mayBeOther = limit > 1 || !(isFirst || mistakes.some((mistake) => mistake.isFirst));
    if (letter !== undefined) {
      const isBeside = near(letter, word[at - 1]) || near(letter, after);
      const isTwice = (at > 1 && letter === word[at - 2]) || letter === word[at + 2];
      const isWide = isBeside || isTwice || (after === undefined && 'bt'.includes(letter));
      if (isWide || mayBeOther) forgive(from, at + 1, isWide);
      if (after !== undefined && after !== letter && meant === after && next === letter)
        forgive(from + 2, at + 2, true);
    }
    if (meant === undefined) return;
    forgive(from + 1, at, true);
    if (letter !== undefined && letter !== meant && (near(meant, letter) || mayBeOther))
      forgive(from + 1, at + 1, near(meant, letter));
  };
  read(0, { at: 0, mistakes: [], isLastExact: true });
  return verdicts.has('sure') ? 'sure' : verdicts.has('doubtful') ? 'doubtful' : null;
}

// Few letters, so that stems resemble each other; some lie side by side on a keyboard.
const wordOf = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abitsw'), minLength: 1, maxLength, size: 'max' });
const stem: fc.Arbitrary<Stem> = fc.record({
  reading: fc.constant('sound' as const),
  key: wordOf(11),
  isPrefix: fc.boolean(),
  typos: fc.constantFrom(0, 1, 2),
  isExact: fc.boolean(),
  isTrusted: fc.boolean(),
});

it.each([1, 2] as const)('finds what a comparison with each stem finds, with up to %i mistakes', (limit) => {
  const mistyped = (key: string, at: number, letter: string, cut: number) =>
    key.slice(0, at) + letter + key.slice(at + cut);
  const world = fc.record({
    stems: fc.array(stem, { minLength: 1, maxLength: 40 }),
    // Any word, and one of the stems with a few letters changed.
    words: fc.array(wordOf(12), { maxLength: 10 }),
    changes: fc.array(fc.tuple(fc.nat(39), fc.nat(10), wordOf(2), fc.nat(2), fc.nat(10), wordOf(1), fc.nat(1)), {
      maxLength: 20,
    }),
  });
  fc.assert(
    fc.property(world, ({ stems, words, changes }) => {
      const tree = new LetterTree(stems, [...stems.keys()], null);
      const nearStems = new NearStems(tree, limit);
      const changed = changes.map(([of, a, letters, cut, b, letter, also]) =>
        mistyped(mistyped(stems[of % stems.length]?.key ?? '', a, letters, cut), b, also === 1 ? letter : '', also),
      );
      for (const word of [...words, ...changed]) {
        const found = new Map<number, Verdict>();
        nearStems.find(word, (id, isDoubtful) => {
          if (found.get(id) !== 'sure') found.set(id, isDoubtful ? 'doubtful' : 'sure');
        });
        const expected = stems.map((each) => verdictOf(word, each, limit));
        expect([word, stems.map((_, id) => found.get(id) ?? null)]).toEqual([word, expected]);
      }
    }),
    { numRuns: 200 },
  );
});
