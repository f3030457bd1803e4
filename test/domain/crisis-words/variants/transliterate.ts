type Letters = Readonly<Record<string, string>>;

const plain: Letters = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', э: 'e', ө: 'o', ү: 'u', ң: 'n', і: 'i' },
};

/** How people write Cyrillic in Latin letters. Each is somebody's habit, none a standard. */
export const habits: Readonly<Record<string, Letters>> = {
  passport: {
    ...plain,
    ...{ ж: 'zh', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', ю: 'iu', я: 'ia' },
  },
  chat: {
    ...plain,
    ...{ й: 'y', ё: 'yo', ж: 'zh', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'i', ь: '', ю: 'yu', я: 'ya' },
  },
  careful: {
    ...plain,
    ...{
      й: 'j',
      ё: 'jo',
      ж: 'zh',
      х: 'h',
      ц: 'ts',
      ч: 'ch',
      ш: 'sh',
      щ: 'shh',
      ъ: "'",
      ы: 'y',
      ь: "'",
      ю: 'ju',
      я: 'ja',
    },
  },
  kyrgyz: {
    ...plain,
    ...{ й: 'y', ж: 'j', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'y', ь: '', ю: 'yu', я: 'ya' },
  },
  turkish: {
    ...plain,
    ...{
      й: 'y',
      ж: 'c',
      х: 'h',
      ц: 'ts',
      ч: 'ç',
      ш: 'ş',
      щ: 'ş',
      ъ: '',
      ы: 'ı',
      ь: '',
      ю: 'yu',
      я: 'ya',
      ө: 'ö',
      ү: 'ü',
    },
  },
  digits: {
    ...plain,
    ...{ й: 'j', ж: 'zh', х: 'x', ц: 'c', ч: '4', ш: '6', щ: 'sch', ъ: '', ы: 'y', ь: '', ю: 'u', я: 'ya' },
  },
};

/** A text in Latin letters; what is Latin already stays. */
export function transliterate(text: string, habit: string): string {
  const letters = habits[habit] ?? plain;
  return text.replace(/\p{Script=Cyrillic}/gu, (letter) => letters[letter] ?? letter);
}
