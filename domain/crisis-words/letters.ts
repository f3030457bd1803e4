type LetterMap = Readonly<Record<string, string>>;

/**
 * Russian, Kyrgyz, Ukrainian and Kazakh are compared by sound, in one small alphabet: so it makes no
 * difference whether somebody writes «жашагым», «jashagym» or "zhashagim", «өлгүм», «олгум» or "ölgüm".
 * j is ж, w is ш and щ, q is ч, c is ц; ь and ъ are silent; и, й, ы and і are one.
 */
const cyrillicSounds: LetterMap = {
  ...{ а: 'a', ә: 'a', я: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', ғ: 'g', д: 'd', е: 'e', є: 'e', э: 'e' },
  ...{ ж: 'j', җ: 'j', з: 'z', и: 'i', і: 'i', ы: 'i', к: 'k', қ: 'k', л: 'l', м: 'm', н: 'n', ң: 'n' },
  ...{ ҥ: 'n', о: 'o', ө: 'o', ѳ: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ү: 'u', ұ: 'u', ю: 'u' },
  // Plain messages come with these whole, others without their marks.
  ...{ й: 'i', ё: 'e', ї: 'i', ў: 'u' },
  ...{ ф: 'f', х: 'h', һ: 'h', ҳ: 'h', ц: 'c', ч: 'q', ҷ: 'q', ш: 'w', щ: 'w', ъ: '', ь: '' },
};

/** Latin letters used for the Cyrillic letter that looks the same: "xo4y" is «хочу». */
const lookOfLatin: LetterMap = {
  ...{ a: 'a', b: 'v', c: 's', e: 'e', h: 'n', i: 'i', k: 'k', m: 'm', n: 'p', o: 'o', p: 'r', r: 'g', t: 't' },
  ...{ u: 'i', w: 'w', x: 'h', y: 'u' },
};

/** Cyrillic letters used for the Latin letter that looks the same, in a word that is otherwise Latin. */
const lookOfCyrillic: LetterMap = {
  ...{ а: 'a', в: 'b', г: 'r', е: 'e', з: 'e', и: 'u', і: 'i', к: 'k', м: 'm', н: 'h', о: 'o', ө: 'o', й: 'u', ё: 'e' },
  ...{ п: 'n', р: 'p', с: 'c', т: 't', у: 'y', ү: 'y', х: 'x', ь: 'b' },
};

const digitSounds: LetterMap = { 0: 'o', 1: 'i', 3: 'z', 4: 'q', 6: 'w' };
const digitLetters: LetterMap = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };

const hasLatin = /[a-z]/;
const hasCyrillic = /\p{Script=Cyrillic}/u;
/** Only letters that have a Cyrillic look-alike. */
const looksCyrillic = /^[abcehikmnoprtuwxy\d]+$/;

/** By character code, since a word is read letter by letter. */
type LetterTable = readonly (string | undefined)[];

function tableOf(...maps: readonly LetterMap[]): LetterTable {
  const table: (string | undefined)[] = new Array(0x530).fill(undefined);
  for (const [letter, sound] of maps.flatMap((map) => Object.entries(map))) table[letter.charCodeAt(0)] = sound;
  return table;
}

const cyrillicWord = tableOf(digitSounds, cyrillicSounds);
const mixedWord = tableOf(digitSounds, lookOfLatin, cyrillicSounds);
const lookAlikeWord = tableOf(digitSounds, lookOfLatin);
const englishWord = tableOf(digitLetters, lookOfCyrillic);
const saidDigits = tableOf(digitSounds);

function through(word: string, table: LetterTable): string {
  let mapped = '';
  for (let i = 0; i < word.length; i++) mapped += table[word.charCodeAt(i)] ?? word[i];
  return mapped;
}

const doubled = /(\p{L})\1+/gu;
const notALetter = /[^a-z]/g;
const fold = (word: string) => (hasDouble(word) ? word.replace(doubled, '$1') : word);
const keepLetters = (word: string) => fold(word.replace(notALetter, ''));

/** A glance: few words have a double letter, and patterns cost more than a loop. */
function hasDouble(word: string): boolean {
  for (let i = 1; i < word.length; i++) if (word.charCodeAt(i) === word.charCodeAt(i - 1)) return true;
  return false;
}

/** Sounds in which nothing below would change anything: most words. */
const isSoundKey = /^(?:[a-hj-z]|i(?![aeiou]))+$/;
const hasCluster = /ts|sq|[oe]vo$|(.)\1/;

/**
 * тс is ц («хочется», «хочеца»), сч is щ («счёты»), -ово is -ого («мново»), and и before a vowel is silent
 * ("sebia" is «себя»).
 */
function soundKey(sounds: string): string {
  if (isSoundKey.test(sounds) && !hasCluster.test(sounds)) return sounds;
  return keepLetters(
    sounds
      .replace(/ts/g, 'c')
      .replace(/sq/g, 'w')
      .replace(/(?<=[oe])vo$/, 'go')
      .replace(/i+(?=[aeou])/g, ''),
  );
}

const spokenAs: LetterMap = {
  ...{ shch: 'w', sch: 'w', sh: 'w', tch: 'q', ch: 'q', dzh: 'j', zh: 'j', dj: 'j', kh: 'h', x: 'h' },
  ...{ yo: 'e', yö: 'e', q: 'k', w: 'v', y: 'i' },
  // Typed in the wrong order.
  ...{ hc: 'q', hs: 'w', hz: 'j' },
};
const spoken = (latin: string) =>
  latin.replace(/shch|sch|sh|tch|ch|dzh|zh|dj|kh|x|hc|hs|hz|yo|yö|q|w|y/g, (letters) => spokenAs[letters] ?? letters);

/** The word as an English reader would compare it, or null when it has no Latin letter. */
export function spelling(word: string): string | null {
  if (!hasLatin.test(word)) return null;
  return keepLetters(through(word, englishWord)) || null;
}

const onceDoubled = /(\p{L})\1/u;
const stretched = /(\p{L})\1\1/u;

/**
 * The word with its double letter, or null when it has none. A letter forgotten between two of the same
 * («умееть») leaves them, and folding would hide where it was.
 */
export function unfolded(word: string): string | null {
  if (!onceDoubled.test(word) || stretched.test(word)) return null;
  if (hasLatin.test(word)) return hasCyrillic.test(word) ? null : through(word, englishWord).replace(/[^a-z]/g, '');
  return through(word, cyrillicWord).replace(/[^a-z]/g, '');
}

/** The word by its sound; several when its letters can be read in several ways. */
export function sounds(written: string): readonly string[] {
  const word = fold(written);
  // The dot keeps «убитьсебя» from sounding like «убица»; it goes with the other signs.
  if (!hasLatin.test(word))
    return [soundKey(through(word.includes('тьс') ? word.replace(/тьс(?!я)/g, 'ть.с') : word, cyrillicWord))];
  if (hasCyrillic.test(word)) return [soundKey(through(word, mixedWord))];
  const said = through(spoken(word), saidDigits);
  const readings = [soundKey(said)];
  // j is ж in "jit" and й in "sebja", jo is ё.
  if (said.includes('j')) readings.push(soundKey(said.replace(/jo/g, 'e').replace(/j/g, 'i')));
  // c is ж as in Turkish: "caşagım".
  if (said.includes('c')) readings.push(soundKey(said.replace(/c/g, 'j')));
  if (looksCyrillic.test(word)) readings.push(soundKey(through(word.replace(/b$/, ''), lookAlikeWord)));
  return readings;
}
