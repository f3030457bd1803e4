/** What the program waits for before the next screen comes by itself. */
export interface Waiting {
  readonly milliseconds: number;
  readonly pass: () => void;
}

/** A `wait` for `startTestApp` that ends by hand: `waiting` grows with every screen that would come by itself. */
export function playedByHand() {
  const waiting: Waiting[] = [];
  const wait = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ milliseconds, pass: resolve });
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  return { wait, waiting };
}
