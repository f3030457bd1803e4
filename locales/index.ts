import { createInstance, type i18n } from 'i18next';
import { type LanguageFiles, textFiles } from './text-files.ts';

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
/** Kyrgyzstan's police is called militia: such texts come twice, chosen by `context: 'militia'`. */
type Variant = Plural | 'militia';
type Stem<K extends string> = K extends `${infer S}_${Variant}` ? S : K;

/** `<file>.<text>`; a text that has plural forms or variants bears its stem. */
export type TextKey = {
  [F in keyof LanguageFiles]: `${F}.${Stem<keyof LanguageFiles[F]['texts'] & string>}`;
}[keyof LanguageFiles];

export type TextValues = Readonly<Record<string, string | number>>;

/** The texts in one language. */
export interface Words {
  readonly language: keyof typeof textFiles;
  /** A text for a message: Telegram's HTML, values escaped. Throws on a key that does not exist. */
  text(key: TextKey, values?: TextValues): string;
  /** The same as plain text: for buttons, toasts and pop-ups. */
  plain(key: TextKey, values?: TextValues): string;
}

/** Escapes what is special in Telegram's HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** i18next builds its interpolator anew when told to escape or not by the call, so there are two. */
const forMessages = createTranslator(true);
const forButtons = createTranslator(false);

/** The words of each language; missing texts are faults, so nothing falls back to English. */
const allWords: Readonly<Record<Words['language'], Words>> = {
  en: createWords('en'),
  ru: createWords('ru'),
  ky: createWords('ky'),
};

/** The bot's words in a language. */
export function wordsIn(language: Words['language']): Words {
  return allWords[language];
}

function createTranslator(escapeValue: boolean): i18n {
  const instance = createInstance({
    resources: Object.fromEntries(
      Object.entries(textFiles).map(([language, files]) => [
        language,
        { translation: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.texts])) },
      ]),
    ),
    fallbackLng: false,
    initAsync: false,
    interpolation: { escape: escapeHtml, escapeValue },
    returnEmptyString: false,
  });
  void instance.init();
  return instance;
}

function createWords(language: Words['language']): Words {
  const sayBy = (translator: i18n) => {
    const translate = translator.getFixedT(language) as unknown as (key: string, values: TextValues) => string;
    /** As many as there are texts. What is filled with values is not kept: it may be a person's. */
    const fixed = new Map<string, string>();
    const say = (key: TextKey, values: TextValues) => {
      const said = translate(key, values);
      if (said === key) throw new Error(`The text ${key} does not exist in ${language}`);
      return said;
    };
    return (key: TextKey, values: TextValues = {}) => {
      if (Object.keys(values).some((name) => name !== 'context')) return say(key, values);
      const place = `${key} ${values.context ?? ''}`;
      const said = fixed.get(place) ?? say(key, values);
      fixed.set(place, said);
      return said;
    };
  };
  return { language, text: sayBy(forMessages), plain: sayBy(forButtons) };
}
