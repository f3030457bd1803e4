import { detector } from '../../../domain/crisis-words/detector.ts';
import type { Lexicon } from '../../../domain/crisis-words/lexicon.ts';
import { lexicons } from '../../../domain/crisis-words/lexicons/index.ts';
import { allEveryday, allHits } from '../../domain/crisis-words/corpus.ts';
import { inDigits, median } from '../figures.ts';
import { playUntil } from '../play-until.ts';
import { printTable } from '../table.ts';

interface Reader {
  readonly name: string;
  readonly read: (text: string) => unknown;
  /** Reads only one in so many messages in a round, since it is slow. */
  readonly oneIn: number;
}

const longest = 4096;

/** What a message costs the detector of distress, beside a list of patterns, and with ten times the words. */
export async function measureDetector(isQuick: boolean): Promise<void> {
  const readers: readonly Reader[] = [
    { name: 'list of patterns', read: patternList(lexicons), oneIn: 20 },
    // With many more, Node has no room left for their code.
    { name: 'list of patterns, lexicon × 2', read: patternList(grown(lexicons, 2, 1)), oneIn: 200 },
    { name: 'detector', read: detector(lexicons), oneIn: 1 },
    { name: 'detector, lexicon × 10', read: detector(grown(lexicons, 10, 1)), oneIn: 1 },
    { name: 'detector, its longer words × 10', read: detector(grown(lexicons, 10, 4)), oneIn: 1 },
  ];
  const long = `${allEveryday.join('. ')} `.repeat(2).slice(0, longest);
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['everyday messages', allEveryday],
    ['messages of distress', allHits.map(({ text }) => text)],
    ['4,096 characters', [long]],
    ...Object.entries(hostile).map(([name, text]) => [`4,096 hostile: ${name}`, [text]] as const),
  ];
  for (const [name, texts] of kinds) {
    const times = texts.length > 1 ? 1 : 10;
    const rounds: number[][] = readers.map(() => []);
    let round = 0;
    const playRound = () => {
      for (const [index, { read, oneIn }] of readers.entries()) {
        const part = texts.length > oneIn ? texts.filter((_, i) => i % oneIn === round % oneIn) : texts;
        rounds[index]?.push(cpuOf(read, part, times));
      }
      round++;
    };
    // The first messages run uncompiled.
    playRound();
    for (const costs of rounds) costs.length = 0;
    await playUntil(isQuick ? 1 : 3, 15, async () => playRound());
    const ratio = (index: number, base: number) =>
      inDigits(median((rounds[index] ?? []).map((cost, i) => cost / (rounds[base]?.[i] ?? 1))));
    const lines = readers.map(({ name: reader }, index) => [
      reader,
      inDigits(1_000 * median(rounds[index] ?? [])),
      index === 0 ? null : ratio(index, 0),
      index === 1 ? ratio(index, 0) : index > 2 ? ratio(index, 2) : null,
    ]);
    printTable(`Detector: ${name} (${rounds[0]?.length} rounds)`, ['', 'CPU µs', '× patterns', '× lexicon'], lines);
  }
}

/** Milliseconds of processor time a text. */
function cpuOf(read: Reader['read'], texts: readonly string[], times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) for (const text of texts) read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (times * texts.length);
}

/** What one would write at first: a pattern a line, tried one after the other on the text in small letters. */
function patternList(of: readonly Lexicon[]): Reader['read'] {
  const patterns = of.flatMap(({ signs, groups }) =>
    Object.values(signs)
      .flat()
      .map((line) => {
        const places = line
          .replace(/^~/, '')
          .replace(/\{(\w+)\}/g, (_, name: string) => groups[name] ?? '')
          .split(' ')
          .map((place) => `(?:${place.replace(/[!?]/g, '').replaceAll('*', '\\p{L}*').replaceAll('_', ' ')})`);
        return new RegExp(`(?<!\\p{L})${places.join('(?: \\p{L}+){0,2} ')}(?!\\p{L})`, 'u');
      }),
  );
  return (text) => {
    const plain = text.toLowerCase();
    return patterns.some((pattern) => pattern.test(plain));
  };
}

const sameKind = ['аеиоуыэюя', 'бвгджзклмнпрстфхцчшщ', 'aeiou', 'bcdfghjklmnprstvwz'];

/**
 * So many `times` the lexicons, with the letters moved on among those of their kind in every word of at least `shortest`
 * letters. A lexicon that grows gets longer words: a language has only so many small ones.
 */
function grown(of: readonly Lexicon[], times: number, shortest: number): readonly Lexicon[] {
  const movedLetter = (letter: string, by: number) => {
    const letters = sameKind.find((kind) => kind.includes(letter));
    return letters?.[(letters.indexOf(letter) + by) % letters.length] ?? letter;
  };
  const moved = (text: string, by: number) =>
    text.replace(/\{\w+\}|\p{L}+/gu, (found) => {
      if (found.startsWith('{') || found.length < shortest) return found;
      return [...found].map((letter) => movedLetter(letter, by)).join('');
    });
  const lines = <T>(table: Readonly<Record<string, T>>, change: (value: T) => T) =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
  return Array.from({ length: times }, (_, by) => by).flatMap((by) =>
    of.map((lexicon) => ({
      ...lexicon,
      groups: lines(lexicon.groups, (group) => moved(group, by)),
      signs: lines(lexicon.signs, (signs) => signs.map((line) => moved(line, by))),
      weakSigns: lines(lexicon.weakSigns, (signs) => signs.map((line) => moved(line, by))),
      falseFriends: lines(lexicon.falseFriends, (signs) => signs.map((line) => moved(line, by))),
    })),
  );
}

const filled = (piece: string) => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);
const letter = (i: number) => String.fromCharCode(0x430 + (i % 32));
const numbered = (make: (i: number) => string) =>
  Array.from({ length: 500 }, (_, i) => make(i))
    .join(' ')
    .slice(0, longest);

/** Messages made to be slow. */
const hostile: Readonly<Record<string, string>> = {
  'one letter': filled('щ'),
  'half a phrase': filled('не хочу '),
  'half a phrase, glued': filled('нехочу'),
  'near-misses, all different': numbered((i) => `самоуб${letter(i)}${letter(i * 7)}${letter(i >> 5)}`),
  'spelt-out letters': filled('у м '),
  'one sign that becomes eighteen': filled('\ufdfa'),
};
