/**
 * Plays rounds until the time or the rounds are used up, so that a busy machine measures less, not
 * longer; one round is always played.
 * @returns how many were played
 */
export async function playUntil(seconds: number, rounds: number, round: () => Promise<void>): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  for (let played = 1; ; played++) {
    await round();
    if (played === rounds || performance.now() > end) return played;
  }
}
