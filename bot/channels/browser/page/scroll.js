// @ts-check
import { find } from './find.js';

/** So near to the end counts as "at the end". */
const NEAR = 48;
const AIR = 12;

const root = document.documentElement;

/** True while the page scrolls as a whole, instead of the chat between its bars. */
export const isLowScreen = () => root.classList.contains('low');

/** @param {boolean} isLow */
export const setLowScreen = (isLow) => root.classList.toggle('low', isLow);

/** What scrolls, the edge below which it is seen, and how high the room is. */
function viewNow() {
  const chat = find('.scroll', HTMLElement);
  return isLowScreen()
    ? { scroller: document.scrollingElement ?? root, ceiling: 0, room: innerHeight }
    : { scroller: chat, ceiling: chat.getBoundingClientRect().top, room: chat.clientHeight };
}

/** Before the first message there is nothing to follow: the page is read from its beginning. */
const lastMessage = () => document.querySelector('.log article:last-child');

/** @param {Element} scroller */
function isAtEnd(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

/** Who reads at the end stays there when a bar, the notice or a phone's keyboard takes some of the room. */
export function stayAtEnd() {
  let { room } = viewNow();
  let atEnd = true;
  // While it goes down the tree: an element's own scrolling does not come up again.
  addEventListener('scroll', () => (atEnd = isAtEnd(viewNow().scroller)), { capture: true });
  const look = () => {
    const now = viewNow();
    if (now.room === room) return;
    room = now.room;
    if (atEnd && lastMessage()) now.scroller.scrollTop = now.scroller.scrollHeight;
  };
  new ResizeObserver(look).observe(find('.scroll', HTMLElement));
  addEventListener('resize', look);
}

/**
 * Changes a message without a jump. Who reads at the end stays at the end, but never past the beginning of the
 * last message; who reads further up goes on seeing the same lines in the same place.
 * @param {() => void} change
 * @param {boolean} [toEnd] go to the end from wherever the person is
 */
export function keepPlace(change, toEnd = false) {
  const before = viewNow();
  const follow = toEnd || isAtEnd(before.scroller);
  const chat = find('.scroll', HTMLElement);
  const anchor = [...chat.querySelectorAll('article')].find(
    (one) => one.getBoundingClientRect().bottom > before.ceiling,
  );
  const place = (anchor?.getBoundingClientRect().top ?? 0) - before.ceiling;
  change();
  const { scroller, ceiling } = viewNow();
  /** @param {Element} one */
  const below = (one) => one.getBoundingClientRect().top - ceiling;
  if (!follow) {
    if (anchor?.isConnected) scroller.scrollTop += below(anchor) - place;
    return;
  }
  const end = scroller.scrollHeight - scroller.clientHeight;
  const last = lastMessage();
  if (last) scroller.scrollTop = Math.min(end, scroller.scrollTop + below(last) - AIR);
}
