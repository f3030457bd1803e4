import type { ExercisePlayer } from '../../bot/exercise-player.ts';
import type { SweepListStore } from '../../db/sweep-list.ts';
import type { CopingTexts } from '../../domain/coping-tip.ts';
import type { StandingMessages } from '../../domain/standing-messages.ts';

/** Parts of the program that a test does not look at. */

export const idlePlayer: ExercisePlayer = { play: () => {}, stopperOf: () => () => {}, stopAll: () => {} };

export const noFeedback = { note: () => {} };

export const noCoping = (): CopingTexts => ({ cards: [], exercises: [] });

/** A sweep list that keeps nothing beyond the program, and reads back what it was given. */
export function createSweepListInMemory(): Pick<SweepListStore, 'find' | 'write'> {
  const held = new Map<number, StandingMessages>();
  return {
    find: async (alias) => held.get(alias) ?? null,
    write: async (entries) => {
      for (const { alias, standing } of entries) {
        if (standing) held.set(alias, standing);
        else held.delete(alias);
      }
    },
  };
}
