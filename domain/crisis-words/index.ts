import { detector } from './detector.ts';
import type { CrisisLevel } from './level.ts';
import { lexicons } from './lexicons/index.ts';

export type { CrisisLevel } from './level.ts';

let detect: ReturnType<typeof detector> | undefined;

function prepared() {
  detect ??= detector(lexicons);
  return detect;
}

/** Prepares the word lists, which takes most of a second; else the first text would wait for it. */
export function prepareCrisisWords(): void {
  prepared();
}

/**
 * What a message tells of a person in crisis, or null when it shows no sign of it. All languages are
 * always looked for, whatever language was chosen: people switch. It errs to the safe side, because a
 * false alarm costs one tap. Nothing of the text is returned or kept.
 */
export function crisisLevelOf(text: string): CrisisLevel | null {
  return prepared()(text);
}
