// @ts-check
import { find } from './find.js';
import { isLowScreen, keepPlace, setLowScreen } from './scroll.js';

/** Below so many rem of height the bars would leave less than half of the screen to the chat. */
const LOWEST = 30;

/**
 * Tells the styles when the screen is low for the size of its letters: large letters, a phone on its side, or its
 * keyboard. Measured by the letters as they are: a media query would know nothing of those that a page is zoomed to.
 */
export function followHeight() {
  const look = () => {
    const letter = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isLow = innerHeight < LOWEST * letter;
    if (isLow !== isLowScreen()) keepPlace(() => setLowScreen(isLow));
  };
  addEventListener('resize', look);
  // Letters that grow without the window make the header grow.
  new ResizeObserver(look).observe(find('.top', HTMLElement));
  look();
}
