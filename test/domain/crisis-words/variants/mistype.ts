import { pick, type Random } from '../../../support/seeded-random.ts';

/** Shorter words become other words, or nothing, by a single slip. */
const shortestMistyped = 4;

const keyboards: readonly string[] = [
  'qwertyuiop asdfghjkl zxcvbnm',
  'йцукенгшщзх фывапролджэ ячсмитьбю',
  // A Kyrgyz telephone has its own three letters on the long presses of these.
  'үу өо ңн',
];

/** What fingers do to one word. Each gives the word back changed, or null where it cannot. */
const slips: Readonly<Record<string, (word: string, at: number, random: Random) => string | null>> = {
  swapped: (word, at) => {
    const [first, second] = [word[at], word[at + 1]];
    if (!first || !second || first === second) return null;
    return word.slice(0, at) + second + first + word.slice(at + 2);
  },
  dropped: (word, at) => word.slice(0, at) + word.slice(at + 1),
  doubled: (word, at) => word.slice(0, at + 1) + word.slice(at),
  'neighbour key': (word, at, random) => {
    const neighbours = neighboursOf(word[at] ?? '');
    return neighbours.length === 0 ? null : word.slice(0, at) + pick(random, neighbours) + word.slice(at + 1);
  },
};

export const slipNames = Object.keys(slips);

/** A text with one slip in one of its longer words, or null when it has none that is long enough. */
export function mistype(text: string, slip: string, random: Random): string | null {
  const long = [...text.matchAll(/[\p{L}']+/gu)].filter(([word]) => word.length >= shortestMistyped);
  if (long.length === 0) return null;
  const found = pick(random, long);
  const [word] = found;
  const typed = slips[slip]?.(word, random(word.length), random) ?? null;
  return typed === null ? null : text.slice(0, found.index) + typed + text.slice(found.index + word.length);
}

function neighboursOf(letter: string): readonly string[] {
  for (const rows of keyboards) {
    const at = rows.indexOf(letter);
    if (letter !== '' && at >= 0)
      return [rows[at - 1], rows[at + 1]].filter((key) => key !== undefined && key !== ' ') as string[];
  }
  return [];
}
