import type { EvidenceMark, Reviewer } from './coping-tip.ts';

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

/** Where a timer stands. */
export interface PhaseMoment {
  readonly phase: PhaseKind;
  /** How long the whole phase is: with `secondsLeft` it gives the bar to draw. */
  readonly phaseSeconds: number;
  /** Whole seconds until the phase ends, rounded up; 0 only when all is done. */
  readonly secondsLeft: number;
  /** From 1 to the number of rounds. */
  readonly round: number;
  readonly done: boolean;
}

/** Seconds of one round. */
export function roundSeconds({ phases }: Pace): number {
  return phases.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Seconds from the first phase to the end of the last round. */
export function totalSeconds(pace: Pace): number {
  return roundSeconds(pace) * pace.rounds;
}

/**
 * The phase in which a timer stands after so many seconds. Before the start it is the first phase;
 * from the end on, the last phase of the last round with `done`.
 * @throws RangeError when the pace has no phase or no round.
 */
export function phaseAt(pace: Pace, elapsedSeconds: number): PhaseMoment {
  const last = pace.phases.at(-1);
  if (!last || pace.rounds < 1) throw new RangeError('a pace needs a phase and a round');
  // Not a number counts as the start: a broken clock must not end an exercise.
  const elapsed = Number.isNaN(elapsedSeconds) ? 0 : Math.max(elapsedSeconds, 0);
  if (elapsed >= totalSeconds(pace)) {
    return { phase: last.kind, phaseSeconds: last.seconds, secondsLeft: 0, round: pace.rounds, done: true };
  }
  const length = roundSeconds(pace);
  const round = Math.floor(elapsed / length) + 1;
  return { ...phaseWithin(pace.phases, last, elapsed % length), round, done: false };
}

/** The pace that a button starts: the exercise's own, or that of a variant; null when there is no such variant. */
export function paceOf(exercise: PacedExercise, variantId: string | null): Pace | null {
  if (variantId === null) return exercise;
  return exercise.variants.find(({ id }) => id === variantId) ?? null;
}

function phaseWithin(phases: readonly Phase[], last: Phase, elapsedInRound: number) {
  let end = 0;
  for (const { kind, seconds } of phases) {
    end += seconds;
    if (elapsedInRound < end) {
      return { phase: kind, phaseSeconds: seconds, secondsLeft: Math.ceil(end - elapsedInRound) };
    }
  }
  return { phase: last.kind, phaseSeconds: last.seconds, secondsLeft: 1 };
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
