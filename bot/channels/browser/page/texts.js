// @ts-check
/** @typedef {import('./types.js').Texts} Texts */

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

/**
 * Loads the page's words, writes them where the page asks for them, and hands them on.
 * @returns {Promise<Texts>}
 */
export async function speak() {
  const language = chooseLanguage(navigator.language || 'en');
  const all = await (await fetch('/texts.json')).json();
  /** @type {Texts} */
  const texts = all[language];
  document.documentElement.lang = language;
  for (const [attribute, target] of [
    ['data-text', ''],
    ['data-label', 'aria-label'],
    ['data-placeholder', 'placeholder'],
  ]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      const words = texts[element.getAttribute(attribute ?? '') ?? ''] ?? '';
      if (target) element.setAttribute(target, words);
      else element.textContent = words;
    }
  }
  return texts;
}
