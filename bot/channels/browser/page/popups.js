// @ts-check
import { find } from './find.js';

const TOAST_MS = 4_000;

/**
 * Telegram's two short answers to a press: an alert that waits for OK, and a toast that goes by itself.
 * @param {() => void} onClosed called when the alert closes and the button it came from is gone
 */
export function createPopups(onClosed) {
  const dialog = find('dialog.alert', HTMLDialogElement);
  const words = find('#alert-text', HTMLElement);
  const toast = find('.toast', HTMLElement);
  /** @type {Element | null} */
  let opener = null;
  let clock = 0;

  find('dialog.alert button', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    words.textContent = '';
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    else onClosed();
  });

  return {
    /**
     * @param {string} text
     * @param {string} [language] that of the text; without it, of the page
     */
    alert(text, language = '') {
      say(words, text, language);
      if (dialog.open) return;
      opener = document.activeElement;
      dialog.showModal();
    },
    /**
     * @param {string} text
     * @param {string} [language] that of the text; without it, of the page
     */
    toast(text, language = '') {
      say(toast, text, language);
      toast.hidden = false;
      clearTimeout(clock);
      clock = setTimeout(() => {
        toast.hidden = true;
        toast.textContent = '';
      }, TOAST_MS);
    },
  };
}

/**
 * Before the words: a screen reader begins at once.
 * @param {HTMLElement} element
 * @param {string} text
 * @param {string} language empty for that of the page
 */
function say(element, text, language) {
  if (language) element.lang = language;
  else element.removeAttribute('lang');
  element.textContent = text;
}
