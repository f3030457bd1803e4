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
  ...{ ф: 'f', х: 'h', һ: 'h', ҳ: 'h', ц: 'c', ч: 'q', ҷ: 'q', ш: 'w', щ: 'w', ъ: '', ь: '' },
};

/** Latin letters used for the Cyrillic letter that looks the same: "xo4y" is «хочу». */
const lookOfLatin: LetterMap = {
  ...{ a: 'a', b: 'v', c: 's', e: 'e', h: 'n', i: 'i', k: 'k', m: 'm', n: 'p', o: 'o', p: 'r', r: 'g', t: 't' },
  ...{ u: 'i', w: 'w', x: 'h', y: 'u' },
};

/** Cyrillic letters used for the Latin letter that looks the same, in a word that is otherwise Latin. */
const lookOfCyrillic: LetterMap = {
  ...{ а: 'a', в: 'b', г: 'r', е: 'e', з: 'e', и: 'u', і: 'i', к: 'k', м: 'm', н: 'h', о: 'o', ө: 'o' },
  ...{ п: 'n', р: 'p', с: 'c', т: 't', у: 'y', ү: 'y', х: 'x', ь: 'b' },
};

const digitSounds: LetterMap = { 0: 'o', 1: 'i', 3: 'z', 4: 'q', 6: 'w' };
const digitLetters: LetterMap = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };

const hasLatin = /[a-z]/;
const hasCyrillic = /\p{Script=Cyrillic}/u;
/** Only letters that have a Cyrillic look-alike. */
const looksCyrillic = /^[abcehikmnoprtuwxy\d]+$/;

const cyrillicWord: LetterMap = { ...digitSounds, ...cyrillicSounds };
const mixedWord: LetterMap = { ...digitSounds, ...lookOfLatin, ...cyrillicSounds };
const lookAlikeWord: LetterMap = { ...digitSounds, ...lookOfLatin };
const englishWord: LetterMap = { ...digitLetters, ...lookOfCyrillic };

function through(word: string, map: LetterMap): string {
  let mapped = '';
  for (const letter of word) mapped += map[letter] ?? letter;
  return mapped;
}

const fold = (word: string) => word.replace(/(\p{L})\1+/gu, '$1');
const keepLetters = (word: string) => fold(word.replace(/[^a-z]/g, ''));

/** тс is ц («хочется», «хочеца»), сч is щ («счёты»), и before a vowel is silent ("sebia" is «себя»). */
const soundKey = (sounds: string) =>
  keepLetters(
    sounds
      .replace(/ts/g, 'c')
      .replace(/sq/g, 'w')
      .replace(/i+(?=[aeou])/g, ''),
  );

const spoken = (latin: string) =>
  latin
    .replace(/shch|sch|sh/g, 'W')
    .replace(/tch|ch/g, 'Q')
    .replace(/dzh|zh|dj/g, 'j')
    .replace(/kh|x/g, 'h')
    .replace(/y[oö]/g, 'e')
    .replace(/q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/y/g, 'i')
    .toLowerCase();

/** The word as an English reader would compare it, or null when it has no Latin letter. */
export function spelling(word: string): string | null {
  if (!hasLatin.test(word)) return null;
  return keepLetters(through(word, englishWord)) || null;
}

/** The word by its sound; several when its letters can be read in several ways. */
export function sounds(written: string): readonly string[] {
  const word = fold(written);
  if (!hasLatin.test(word)) return [soundKey(through(word, cyrillicWord))];
  if (hasCyrillic.test(word)) return [soundKey(through(word, mixedWord))];
  const said = through(spoken(word), digitSounds);
  const readings = [soundKey(said)];
  // j is ж in "jit" and й in "sebja".
  if (said.includes('j')) readings.push(soundKey(said.replace(/j/g, 'i')));
  if (looksCyrillic.test(word)) readings.push(soundKey(through(word.replace(/b$/, ''), lookAlikeWord)));
  return readings;
}
