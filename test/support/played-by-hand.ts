/** What the program waits for before the next screen comes by itself. */
export interface Waiting {
  readonly milliseconds: number;
  readonly pass: () => void;
  /** True when the person did something first: the screen does not come any more. */
  isStopped: boolean;
}

/** A `wait` for `startTestApp` that ends by hand: `waiting` grows with every screen that would come by itself. */
export function playedByHand() {
  const waiting: Waiting[] = [];
  const wait = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const one: Waiting = { milliseconds, pass: resolve, isStopped: false };
      waiting.push(one);
      signal.addEventListener('abort', () => {
        one.isStopped = true;
        reject(new Error('stopped'));
      });
    });
  return { wait, waiting };
}
