// @ts-check
/** @typedef {import('./types.js').Texts} Texts */

/**
 * @typedef {object} Speech
 * @property {Texts} texts the words in the language that is spoken now: always this object, with other words in it
 * @property {(language: string | undefined) => void} speak goes over to a language, unless it is none of the page's
 * @property {() => void} speakAsBrowser goes back to the language with which the page began
 */

/** Where Russian is the language people share, it is kinder than English. */
const READS_RUSSIAN = ['ru', 'uk', 'be', 'kk', 'uz', 'tg'];

/**
 * The page's language for a browser's language.
 * @param {string} browserLanguage
 */
export function chooseLanguage(browserLanguage) {
  const base = browserLanguage.toLowerCase().split('-')[0] ?? '';
  if (base === 'ky') return 'ky';
  return READS_RUSSIAN.includes(base) ? 'ru' : 'en';
}

/** Where the page asks for words, and what of the element they become; empty: its text. */
const PLACES = [
  ['data-text', ''],
  ['data-label', 'aria-label'],
  ['data-placeholder', 'placeholder'],
];

/**
 * Loads the page's words and writes them where the page asks for them.
 * @returns {Promise<Speech>}
 */
export async function beginToSpeak() {
  /** @type {Record<string, Texts>} */
  const all = await (await fetch('/texts.json')).json();
  /** @type {Texts} */
  const texts = {};
  let spoken = '';

  /** @param {string | undefined} language */
  function speak(language) {
    if (language === undefined || language === spoken || !Object.hasOwn(all, language)) return;
    spoken = language;
    Object.assign(texts, all[language]);
    document.documentElement.lang = language;
    for (const [attribute = '', target = ''] of PLACES) {
      for (const element of document.querySelectorAll(`[${attribute}]`)) {
        const words = texts[element.getAttribute(attribute) ?? ''] ?? '';
        if (target) element.setAttribute(target, words);
        else element.textContent = words;
      }
    }
  }

  const speakAsBrowser = () => speak(chooseLanguage(navigator.language || 'en'));
  speakAsBrowser();
  return { texts, speak, speakAsBrowser };
}
