// @ts-check
import { find, make } from './find.js';
import { drawKeyboard } from './keyboard-view.js';
import { drawRichText } from './rich-text.js';
import { keepPlace } from './scroll.js';
/** @typedef {import('./types.js').PageMessage} PageMessage */
/** @typedef {import('./types.js').Texts} Texts */
/** @typedef {(button: import('./types.js').PageButton, messageId: number, element: HTMLElement) => void} OnMessageButton */

/**
 * The conversation on the screen.
 * @param {Texts} texts
 * @param {OnMessageButton} onButton
 */
export function createMessageList(texts, onButton) {
  const log = find('.log', HTMLElement);
  /** @type {Map<number, { element: HTMLElement, drawn: string }>} */
  const shown = new Map();

  /** @param {PageMessage} message */
  function put(message) {
    const drawn = JSON.stringify(message);
    const old = shown.get(message.id);
    if (old?.drawn === drawn) return;
    const element = old?.element ?? make('article', message.mine ? 'message mine' : 'message');
    const place = focusPlace(element);
    keepPlace(() => {
      draw(element, message);
      if (!old) log.append(element);
    }, !old && message.mine);
    shown.set(message.id, { element, drawn });
    if (place !== undefined) restoreFocus(element, place);
  }

  /**
   * @param {HTMLElement} element
   * @param {PageMessage} message
   */
  function draw(element, message) {
    const bubble = make('div', 'bubble');
    const label = make('span', 'hidden-label', `${message.mine ? texts.you : texts.bot} `);
    // It stays as it is when the page goes over to another language.
    label.lang = document.documentElement.lang;
    bubble.append(label);
    bubble.append(drawRichText(message.rich, texts.hiddenText ?? ''));
    const parts = [bubble];
    if (message.language) element.lang = message.language;
    element.classList.toggle('with-keys', message.keyboard.length > 0);
    if (message.keyboard.length > 0) {
      parts.push(drawKeyboard(message.keyboard, (button, pressed) => onButton(button, message.id, pressed)));
    }
    element.replaceChildren(...parts);
  }

  /** @param {Iterable<number>} ids */
  function drop(ids) {
    keepPlace(() => {
      for (const id of ids) {
        shown.get(id)?.element.remove();
        shown.delete(id);
      }
    });
  }

  return {
    put,
    drop,
    /**
     * Makes the screen show exactly these; what has not changed is not touched.
     * @param {PageMessage[]} messages
     */
    replaceAll(messages) {
      const ids = new Set(messages.map((message) => message.id));
      drop([...shown.keys()].filter((id) => !ids.has(id)));
      messages.forEach(put);
    },
    /** After the program has forgotten the chat: still to be read, no longer to be pressed. */
    freeze() {
      for (const key of log.querySelectorAll('button.key')) key.setAttribute('disabled', '');
    },
    /** The best place for the focus when the pressed button is gone. */
    focusLatest() {
      const latest = log.querySelector('article:last-child');
      const key = latest?.querySelector('.key');
      if (key instanceof HTMLElement) key.focus({ preventScroll: true });
    },
  };
}

/**
 * Which of the message's buttons has the focus.
 * @param {HTMLElement} element
 */
function focusPlace(element) {
  const place = [...element.querySelectorAll('.key')].indexOf(/** @type {Element} */ (document.activeElement));
  return place < 0 ? undefined : place;
}

/**
 * A person who works by keyboard stays in the message that was redrawn under their fingers.
 * @param {HTMLElement} element
 * @param {number} place
 */
function restoreFocus(element, place) {
  const keys = element.querySelectorAll('.key');
  const key = keys[Math.min(place, keys.length - 1)];
  if (key instanceof HTMLElement) key.focus({ preventScroll: true });
}
