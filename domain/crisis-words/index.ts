import { detector } from './detector.ts';
import type { CrisisLevel } from './level.ts';
import { en } from './lexicons/en/index.ts';
import { kk } from './lexicons/kk.ts';
import { ky } from './lexicons/ky/index.ts';
import { ru } from './lexicons/ru/index.ts';
import { uk } from './lexicons/uk.ts';

export type { CrisisLevel } from './level.ts';

let detect: ReturnType<typeof detector> | undefined;

/** Prepares the word lists, which takes most of a second; else the first text would wait for it. */
export function prepareCrisisWords(): void {
  detect ??= detector([en, ru, ky, uk, kk]);
}

/**
 * What a message tells of a person in crisis, or null when it shows no sign of it. All languages are
 * always looked for, whatever language was chosen: people switch. It errs to the safe side, because a
 * false alarm costs one tap. Nothing of the text is returned or kept.
 */
export function crisisLevelOf(text: string): CrisisLevel | null {
  detect ??= detector([en, ru, ky, uk, kk]);
  return detect(text);
}
