/** Something that holds in memory, for a while, what a chat has done. */
export interface Expiring {
  /** Lets go of everything whose time is over, though nobody comes back to ask for it. */
  forgetExpired(): void;
}

/** `forgetExpired` comes once a minute: what is to be gone after a time is held for a minute less. */
export const expiryLag = 60_000;

/** Lets go in each of these. */
export const expiringTogether = (parts: readonly Expiring[]): Expiring => ({
  forgetExpired() {
    for (const part of parts) part.forgetExpired();
  },
});

/** Deletes the entries of a map whose time is over. */
export function deleteExpired<K>(held: Map<K, { readonly until: number }>, now: number): void {
  for (const [key, { until }] of held) if (until <= now) held.delete(key);
}
