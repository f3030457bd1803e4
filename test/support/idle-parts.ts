import type { ExercisePlayer } from '../../bot/exercise-player.ts';
import type { CopingTexts } from '../../domain/coping-tip.ts';

/** Parts of the program that a test does not look at. */

export const idlePlayer: ExercisePlayer = { play: () => {}, stop: () => {}, stopAll: () => {} };

export const noFeedback = { note: () => {} };

export const noCoping = (): CopingTexts => ({ cards: [], exercises: [] });
