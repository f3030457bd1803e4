// @ts-check

/** A sign of waiting is honest only so long; after this the button may be pressed again. */
const GIVE_UP_MS = 30_000;

/** Buttons that were pressed and have no answer yet. They show it, and a second press does nothing. */
export function createPresses() {
  /** @type {Map<number, HTMLElement>} */
  const waiting = new Map();
  let last = 0;

  /** @param {number} press */
  function end(press) {
    waiting.get(press)?.removeAttribute('aria-busy');
    waiting.delete(press);
  }

  return {
    /**
     * Answers the number of the press, or nothing when the button is waiting already.
     * @param {HTMLElement} button
     */
    begin(button) {
      if (button.getAttribute('aria-busy') === 'true') return undefined;
      last += 1;
      const press = last;
      waiting.set(press, button);
      button.setAttribute('aria-busy', 'true');
      setTimeout(() => end(press), GIVE_UP_MS);
      return press;
    },
    end,
    endAll() {
      for (const press of [...waiting.keys()]) end(press);
    },
  };
}
