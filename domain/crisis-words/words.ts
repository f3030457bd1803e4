import { sounds, spelling, unfolded } from './letters.ts';

/** One word of a message in all the ways that it may be read. */
export interface Word {
  /** As English spelling; null for a word without Latin letters. */
  readonly spelling: string | null;
  /** As the sounds of Russian, Kyrgyz, Ukrainian and Kazakh; `#` for a number from 10 on. */
  readonly sounds: readonly string[];
  /** The first reading with its double letter, or null when it has none. */
  readonly unfolded: string | null;
  /** How many letters were typed. */
  readonly length: number;
}

/** Telegram allows 4,096 characters; what comes later in a longer text is not looked at. */
const longest = 16_384;

const single: Readonly<Record<string, string>> = {
  ...{ ş: 'sh', ç: 'ch', ı: 'i', ø: 'o', ɵ: 'o', ə: 'a', ŋ: 'n', ñ: 'n', ł: 'l', ß: 'ss', æ: 'a' },
  // Letters of other alphabets that only serve to look like a Latin one.
  ...{ ѕ: 's', ј: 'j', ԁ: 'd', ӏ: 'l', ԛ: 'q', ԝ: 'w', ѵ: 'v', α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o' },
  ...{ ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
};
const singles = new RegExp(`[${Object.keys(single).join('')}]`, 'gu');

/** Combining marks, zero-width signs, soft hyphens, letters that show nothing. */
const invisible = /[\p{M}\p{Cf}\u115F\u1160\u3164]/gu;
/** «bol'she», "can't", "s*icide": inside a word these part nothing. */
const insideWord = /(?<=[\p{L}\p{N}])['’‘ʼʹ´`′*]+(?=[\p{L}\p{N}])/gu;

/** The words of a message and, for each, the number of its clause. */
export interface Message {
  readonly words: readonly Word[];
  readonly clauses: readonly number[];
}

/** Most messages: letters that need no unravelling. */
const isPlain = /^[a-zа-яёөүңіїєґәқғұһ\s.,:!?;()"«»…–—-]*$/i;
const wordOrBreak = /[\p{L}\p{N}]+|[.,:!?;\n\u2013\u2014]/gu;
const isBreak = /^[.,:!?;\n\u2013\u2014]$/;

/** A text in small letters, without what only hides them. */
const plainTextOf = (text: string) =>
  text
    .slice(0, longest)
    .replace(/[´ʹ′]/g, "'")
    .normalize('NFKC')
    .slice(0, longest)
    .toLowerCase()
    .replace(singles, (letter) => single[letter] ?? letter)
    .normalize('NFKD')
    .slice(0, longest)
    .replace(invisible, '')
    .replace(insideWord, '')
    .replace(/(?<=\p{L})@(?=\p{L})/gu, 'a')
    .replace(/(?<!\p{N})\$(?=\p{L})/gu, 's')
    // "lu46e" is «лучше», the one word with both of these digits.
    .replace(/(?<=[a-z])46(?=[a-z])/g, 'chsh')
    // «выпила20таблеток»: a longer number is a number, a single digit may stand for a letter.
    .replace(/\d{2,}/g, ' $& ');

/** The words of a message, ready for comparing. Signs, emoji and foreign scripts leave no word. */
export function readMessage(text: string): Message {
  const plain = isPlain.test(text) && text.length <= longest ? text.toLowerCase() : plainTextOf(text);
  const known = new Map<string, Word | null>();
  const words: Word[] = [];
  const clauses: number[] = [];
  let clause = 0;
  for (const raw of plain.match(wordOrBreak) ?? []) {
    if (isBreak.test(raw)) {
      clause++;
      continue;
    }
    let word = known.get(raw);
    if (word === undefined) {
      word = read(raw);
      known.set(raw, word);
    }
    if (word === null) continue;
    words.push(word);
    clauses.push(clause);
  }
  return { words, clauses };
}

function read(raw: string): Word | null {
  if (/^\d+$/.test(raw))
    return { spelling: null, sounds: [raw.length > 1 ? '#' : raw], unfolded: null, length: raw.length };
  const readings = [...new Set(sounds(raw))].filter((sound) => sound !== '');
  const spelt = spelling(raw);
  return readings.length === 0 && spelt === null
    ? null
    : { spelling: spelt, sounds: readings, unfolded: unfolded(raw), length: raw.length };
}
