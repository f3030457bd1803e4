// @ts-check
import { find } from './find.js';

/** So near to the end counts as "at the end". */
const NEAR = 48;
const AIR = 12;

/** @param {HTMLElement} view */
function isAtEnd(view) {
  return view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
}

/** Who reads at the end stays there when a bar, the notice or a phone's keyboard takes some of the room. */
export function stayAtEnd() {
  const view = find('.scroll', HTMLElement);
  let atEnd = true;
  view.addEventListener('scroll', () => {
    atEnd = isAtEnd(view);
  });
  new ResizeObserver(() => {
    if (atEnd) view.scrollTop = view.scrollHeight;
  }).observe(view);
}

/**
 * Changes a message without a jump. Who reads at the end stays at the end, but never past the beginning of the
 * last message; who reads further up goes on seeing the same lines in the same place.
 * @param {() => void} change
 * @param {boolean} [toEnd] go to the end from wherever the person is
 */
export function keepPlace(change, toEnd = false) {
  const view = find('.scroll', HTMLElement);
  const follow = toEnd || isAtEnd(view);
  const ceiling = view.getBoundingClientRect().top;
  const anchor = [...view.querySelectorAll('article')].find((one) => one.getBoundingClientRect().bottom > ceiling);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (!follow) {
    if (anchor?.isConnected) view.scrollTop += anchor.getBoundingClientRect().top - before;
    return;
  }
  const end = view.scrollHeight - view.clientHeight;
  const last = view.querySelector('article:last-child');
  view.scrollTop = last instanceof HTMLElement ? Math.min(end, last.offsetTop - AIR) : end;
}
