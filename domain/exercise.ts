import type { EvidenceMark, Reviewer } from './evidence.ts';

/**
 * Short guided exercises that run in the chat: *paced* ones by a timer, *steps* at the person's pace.
 * They are offered, never ordered: every step may be skipped and every run stopped.
 */

/** What the person does in a phase: breathe in, hold, take a second small sip of air, breathe out; tense, let go. */
export type PhaseKind = 'in' | 'hold' | 'sip' | 'out' | 'tense' | 'release';

export interface Phase {
  readonly kind: PhaseKind;
  /** Whole seconds, at least one. */
  readonly seconds: number;
}

/** A row of phases and how often it is repeated. */
export interface Pace {
  readonly phases: readonly Phase[];
  readonly rounds: number;
}

/** Another pace of the same exercise, with its own button. */
export interface Variant extends Pace {
  readonly id: string;
  readonly title: string;
}

export interface Step {
  readonly text: string;
  /** A timer the person may start for this step; null: only a button. */
  readonly timer: Pace | null;
}

/** What every exercise has, in one language. */
interface ExerciseBase {
  readonly id: string;
  readonly version: number;
  /** Short enough for a button. */
  readonly title: string;
  /** What it is, as an offer. */
  readonly intro: readonly string[];
  /** When not to do it; shown before the start. */
  readonly notWhen: readonly string[];
  /** Said when it is over. */
  readonly after: string;
  /** True: never the first that is offered, only a choice among others. */
  readonly isNeverFirst: boolean;
  readonly sources: readonly string[];
  readonly evidence: EvidenceMark;
  readonly reviewedBy: readonly Reviewer[];
}

export interface PacedExercise extends ExerciseBase, Pace {
  readonly kind: 'paced';
  readonly variants: readonly Variant[];
}

export interface StepsExercise extends ExerciseBase {
  readonly kind: 'steps';
  readonly steps: readonly Step[];
}

export type Exercise = PacedExercise | StepsExercise;

/** Seconds of one round. */
function roundSeconds({ phases }: Pace): number {
  return phases.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The pace that a button starts: the exercise's own, or that of a variant; null when there is no such variant. */
export function paceOf(exercise: PacedExercise, variantId: string | null): Pace | null {
  if (variantId === null) return exercise;
  return exercise.variants.find(({ id }) => id === variantId) ?? null;
}

/** Telegram's limit on edits of one chat: a timer changes the screen no faster. Source: the bound. */
export const shortestFrameSeconds = 4;

/** One screen of a paced exercise: the phases that are done while it stands. */
export interface Frame {
  readonly phases: readonly Phase[];
  readonly round: number;
  readonly seconds: number;
}

/**
 * The screens of a pace. Where every phase lasts long enough each has a screen of its own; else a
 * screen stands for a whole round, since a chat cannot follow faster.
 */
export function framesOf(pace: Pace): readonly Frame[] {
  const isSlow = pace.phases.every(({ seconds }) => seconds >= shortestFrameSeconds);
  return Array.from({ length: pace.rounds }, (_, index) => index + 1).flatMap((round) =>
    isSlow
      ? pace.phases.map((phase) => ({ phases: [phase], round, seconds: phase.seconds }))
      : [{ phases: pace.phases, round, seconds: Math.max(roundSeconds(pace), shortestFrameSeconds) }],
  );
}
