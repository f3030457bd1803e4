// @ts-check
import { find } from './find.js';

/**
 * The bar that says what is wrong with the line to the program, and what to do.
 * @param {import('./types.js').Texts} texts
 * @param {() => void} onStartAgain
 */
export function createStatusBar(texts, onStartAgain) {
  const bar = find('.status', HTMLElement);
  const words = find('.status span', HTMLElement);
  const again = find('.status button', HTMLButtonElement);
  again.addEventListener('click', onStartAgain);

  return {
    /** @param {'noConnection' | 'forgotten' | 'full' | undefined} problem */
    show(problem) {
      words.textContent = problem ? (texts[problem] ?? '') : '';
      again.hidden = problem !== 'forgotten';
      bar.hidden = problem === undefined;
    },
  };
}
