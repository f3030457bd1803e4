// @ts-check
/** @typedef {import('./types.js').TabEvent} TabEvent */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;
/** The server sends at least a heartbeat every 5 seconds; silence means that the line is dead. */
const SILENCE_MS = 20_000;

/**
 * The line from the program to this tab: Server-Sent Events, read with fetch so that the token stays in a header.
 * Comes back by itself until it is closed or the program has forgotten the tab.
 * @param {{ token: string, onEvent: (event: TabEvent) => void, onState: (state: 'open' | 'lost' | 'forgotten') => void }} options
 */
export function openLine({ token, onEvent, onState }) {
  let closed = false;
  let resting = false;
  /** @type {AbortController | undefined} */
  let current;

  async function keepOpen() {
    let pause = FIRST_PAUSE_MS;
    while (!closed) {
      current = new AbortController();
      const outcome = await listen(current).catch(() => 'lost');
      if (closed) return;
      if (outcome === 'forgotten') return onState('forgotten');
      if (resting) {
        await untilLookedAt();
        resting = false;
        pause = FIRST_PAUSE_MS;
        continue;
      }
      onState('lost');
      if (outcome === 'ended') pause = FIRST_PAUSE_MS;
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** @param {AbortController} control */
  async function listen(control) {
    let watchdog = setTimeout(() => control.abort(), SILENCE_MS);
    try {
      const response = await fetch('/events', { headers: { 'x-tab-token': token }, signal: control.signal });
      if (response.status === 410) return 'forgotten';
      if (!response.ok || !response.body) return 'lost';
      onState('open');
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        clearTimeout(watchdog);
        watchdog = setTimeout(() => control.abort(), SILENCE_MS);
        const parts = (rest + value).split('\n\n');
        rest = parts.pop() ?? '';
        parts.forEach(hear);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  /** @param {string} part */
  function hear(part) {
    if (closed || !part.startsWith('data: ')) return;
    /** @type {TabEvent} */
    const event = JSON.parse(part.slice('data: '.length));
    if (event.type === 'rest') resting = true;
    else onEvent(event);
  }

  void keepOpen();
  return {
    close() {
      closed = true;
      current?.abort();
    },
  };
}

/** Many tabs share the few connections a browser allows; this one waits until somebody uses it. */
function untilLookedAt() {
  return new Promise((resolve) => {
    const signs = ['visibilitychange', 'focus', 'pointerdown', 'keydown'];
    const check = () => {
      if (document.visibilityState !== 'visible') return;
      for (const sign of signs) removeEventListener(sign, check, true);
      resolve(undefined);
    };
    for (const sign of signs) addEventListener(sign, check, true);
  });
}
