import { pick, type Random } from '../../../support/seeded-random.ts';
import type { Sample } from '../corpus.ts';
import { mistype, slipNames } from './mistype.ts';
import { habits, transliterate } from './transliterate.ts';

export interface Variant extends Sample {
  /** What was done to the phrase. */
  readonly kind: string;
  readonly phrase: string;
}

/** A change of a text; null or the text itself where it does not apply. */
type Change = (text: string, random: Random) => string | null;

const isEnglish = (text: string) => /[a-z]/.test(text);

/** Some of the places where `pattern` stands, at least one. */
const some = (text: string, pattern: RegExp, random: Random, change: (found: string) => string): string => {
  const places = text.match(pattern)?.length ?? 0;
  if (places === 0) return text;
  const always = random(places);
  let place = 0;
  return text.replace(pattern, (found) => (place++ === always || random(3) === 0 ? change(found) : found));
};

/** How endings and vowels are written by ear, a pair a rule. */
const byEar: readonly (readonly [RegExp, string])[] = [
  [/ться(?!\p{L})/gu, 'тся'],
  [/ться(?!\p{L})/gu, 'ца'],
  [/тся(?!\p{L})/gu, 'ться'],
  [/ть(?!\p{L})/gu, 'т'],
  [/лась(?!\p{L})/gu, 'лся'],
  [/лась(?!\p{L})/gu, 'лас'],
  [/(?<=\p{L})ого(?!\p{L})/gu, 'ово'],
  [/(?<=[жш])и/gu, 'ы'],
  [/(?<=п)о(?=[кв])/gu, 'а'],
  [/(?<=ум)е(?=р)/gu, 'и'],
  [/(?<=ч)у/gu, 'ю'],
  [/жатат(?!\p{L})/gu, 'жатад'],
  [/жатат(?!\p{L})/gu, 'атат'],
  [/ing(?!\p{L})/gu, 'in'],
  [/ing(?!\p{L})/gu, "in'"],
  [/(?<=\p{L})'(?=\p{L})/gu, ''],
  [/(?<=\p{L})'(?=\p{L})/gu, '’'],
  [/ed(?!\p{L})/gu, 'd'],
];

const tails = {
  latin: [' lol', ' pls', ' ffs', ' rn', ' honestly'],
  cyrillic: ['-то', ' же', ' блин', ' эле', ' го', ' ведь', ' деги'],
};

const lookAlikes: Readonly<Record<string, string>> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y' },
  ...{ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', i: '1' },
};

const changes: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    slipNames.map((slip): [string, Change] => [`letters: ${slip}`, (text, random) => mistype(text, slip, random)]),
  ),
  'spaces: one missing': (text, random) => {
    const gaps = [...text.matchAll(/ /g)];
    const { index } = gaps.length === 0 ? { index: -1 } : pick(random, gaps);
    return index < 0 ? null : text.slice(0, index) + text.slice(index + 1);
  },
  'spaces: one too many': (text, random) => {
    const inside = [...text.matchAll(/(?<=\p{L}{2})(?=\p{L}{2})/gu)];
    if (inside.length === 0) return null;
    const { index } = pick(random, inside);
    return `${text.slice(0, index)} ${text.slice(index)}`;
  },
  'spaces: other ones': (text, random) => some(text, / /g, random, () => pick(random, ['  ', '\n', '\u00a0', '\t'])),
  punctuation: (text, random) => `${some(text, / /g, random, () => pick(random, [', ', '... ', '. ', ' - ', '!! ']))}…`,
  emoji: (text, random) => some(`${text} `, / /g, random, () => pick(random, [' 😭 ', ' 💔', '🙏🏽 '])),
  'endings and vowels by ear': (text, random) => {
    const [from, to] = pick(
      random,
      byEar
        .filter(([from]) => text.search(from) >= 0)
        .concat([[/$/, pick(random, isEnglish(text) ? tails.latin : tails.cyrillic)]]),
    );
    return text.replace(from, to);
  },
  'without ө ү ң ё, or ң as нг': (text, random) => {
    const ng = pick(random, ['н', 'нг']);
    const letters: Readonly<Record<string, string>> = { ө: 'о', ү: 'у', ң: ng, ё: 'е', і: 'и' };
    return text.replace(/[өүңёі]/g, (letter) => letters[letter] ?? letter);
  },
  ...Object.fromEntries(
    Object.keys(habits).map((habit): [string, Change] => [`Latin: ${habit}`, (text) => transliterate(text, habit)]),
  ),
  'Latin and a slip': (text, random) => {
    const latin = transliterate(text, pick(random, Object.keys(habits)));
    return latin === text ? null : mistype(latin, pick(random, slipNames), random);
  },
  stretched: (text, random) => some(text, /[aeiouаеёиоуыэюяөү]/g, random, (letter) => letter.repeat(3 + random(4))),
  capitals: (text) => text.toUpperCase(),
  'capitals here and there': (text, random) => some(text, /\p{L}/gu, random, (letter) => letter.toUpperCase()),
  'look-alike letters': (text, random) =>
    some(text, /(?<=\p{L})[аеорсхуaeopci](?=\p{L})/gu, random, (letter) => lookAlikes[letter] ?? letter),
  'marks and invisible signs': (text, random) =>
    some(text, /\p{L}/gu, random, (letter) => letter + pick(random, ['\u200b', '\u0336', '\u00ad', '\u0301'])),
};

export const variantKinds = Object.keys(changes);

/**
 * Variants of every phrase, each different from all others: `times` tries of every kind of change.
 * The same seed makes the same variants.
 */
export function variantsOf(phrases: readonly Sample[], random: Random, times: number): readonly Variant[] {
  const known = new Set(phrases.map(({ text }) => text));
  const variants: Variant[] = [];
  for (const { level, text: phrase } of phrases) {
    for (const [kind, change] of Object.entries(changes)) {
      for (let i = 0; i < times; i++) {
        const text = change(phrase, random);
        if (text === null || known.has(text)) continue;
        known.add(text);
        variants.push({ level, text, kind, phrase });
      }
    }
  }
  return variants;
}
