/** Where the server takes its dates from; replace `now` to travel in time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The date of a message or an update: whole seconds, as Telegram counts them. */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
