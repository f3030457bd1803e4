// @ts-check
import { make } from './find.js';
import { isSafeLink } from './rich-text.js';
/** @typedef {import('./types.js').PageButton} PageButton */
/** @typedef {(button: PageButton, element: HTMLElement) => void} OnButton */

/**
 * Draws the buttons under a message, in the bot's rows.
 * @param {PageButton[][]} rows
 * @param {OnButton} onButton
 */
export function drawKeyboard(rows, onButton) {
  const keyboard = make('div', 'keyboard');
  for (const row of rows) {
    const line = make('div', 'row');
    line.append(...row.map((button) => drawButton(button, onButton)));
    keyboard.append(line);
  }
  return keyboard;
}

/**
 * @param {PageButton} button
 * @param {OnButton} onButton
 */
function drawButton(button, onButton) {
  if (button.kind === 'open' && isSafeLink(button.url)) {
    const link = make('a', 'key link');
    link.append(make('span', '', button.text));
    link.href = button.url;
    link.target = '_blank';
    link.rel = 'noreferrer noopener';
    return link;
  }
  const element = make('button', 'key');
  element.append(make('span', '', button.text));
  element.type = 'button';
  element.addEventListener('click', () => onButton(button, element));
  return element;
}
