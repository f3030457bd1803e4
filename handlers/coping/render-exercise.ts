import { type Exercise, type Frame, framesOf, type Phase, type PhaseKind, type Step } from '../../domain/exercise.ts';
import { escapeHtml, type TextKey, type Words } from '../../locales/index.ts';
import type { Arguments } from '../callback-data.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';
import { reviewNote } from './render-tips.ts';

type FramePlace = Arguments<'tips:frame'>;

const phaseKeys: Readonly<Record<PhaseKind, TextKey>> = {
  in: 'tips.phaseIn',
  hold: 'tips.phaseHold',
  sip: 'tips.phaseSip',
  out: 'tips.phaseOut',
  tense: 'tips.phaseTense',
  release: 'tips.phaseRelease',
};

/** A shape for what the breath or the muscle does: filling, full, emptying. */
const shapes: Readonly<Record<PhaseKind, string>> = {
  in: '◔◑◕●',
  hold: '●●●●',
  sip: '●',
  out: '●◕◑◔',
  tense: '◼◼◼◼',
  release: '▫▫▫▫',
};

/** All exercises, offered. */
export function renderExercises(words: Words, exercises: readonly Exercise[]): Screen {
  return {
    first: words.text('tips.exercisesFirst'),
    body: [words.text('tips.exercisesExplain')],
    keyboard: [
      ...exercises.map(({ id, title }) => [button(title, 'tips:exercise', { exercise: id })]),
      [button(words.plain('tips.back'), 'tips:open', {})],
      footer(words),
    ],
  };
}

/** What an exercise is and when not to do it; then with a timer, or at one's own pace. */
export function renderExercise(words: Words, exercise: Exercise): Screen {
  const begin = (variant: string | null, mode: FramePlace['mode']): FramePlace => ({
    exercise: exercise.id,
    variant,
    frame: 0,
    mode,
  });
  const starts =
    exercise.kind === 'steps'
      ? [[button(words.plain('tips.begin'), 'tips:frame', begin(null, 'tap'))]]
      : [
          [
            button(words.plain('tips.withTimer'), 'tips:frame', begin(null, 'timer')),
            button(words.plain('tips.ownPace'), 'tips:frame', begin(null, 'tap')),
          ],
          ...exercise.variants.map(({ id, title }) => [button(`▶ ${title}`, 'tips:frame', begin(id, 'timer'))]),
        ];
  return {
    first: words.text('tips.exerciseFirst'),
    body: [
      `<b>${escapeHtml(exercise.title)}</b>`,
      ...exercise.intro.map(escapeHtml),
      '',
      ...exercise.notWhen.map((line) => `<i>${escapeHtml(line)}</i>`),
      ...reviewNote(words, exercise),
    ],
    keyboard: [...starts, [button(words.plain('tips.somethingElse'), 'tips:exercises', {})], footer(words)],
  };
}

/** One moment of a paced exercise; the same by timer and by taps. */
export function renderFrame(words: Words, at: FramePlace, frame: Frame, rounds: number): Screen {
  const isTimed = at.mode === 'timer';
  return {
    first: words.text('tips.runFirst'),
    body: [
      ...frame.phases.map((phase) => phaseLine(words, phase)),
      '',
      `${bar(frame.round, rounds)} ${words.text('tips.round', { round: frame.round, rounds })}`,
    ],
    keyboard: [
      [
        isTimed
          ? button(words.plain('tips.pause'), 'tips:frame', { ...at, mode: 'tap' })
          : button(words.plain('tips.goOn'), 'tips:frame', { ...at, mode: 'timer' }),
        button(words.plain('tips.next'), 'tips:frame', { ...at, frame: at.frame + 1 }),
      ],
      stopRow(words, at),
      footer(words),
    ],
  };
}

/** One step at the person's own pace; each can be skipped, some have a timer of their own. */
export function renderStep(words: Words, at: FramePlace, step: Step, steps: number): Screen {
  const timer = step.timer ? (framesOf(step.timer)[0]?.phases ?? []) : [];
  return {
    first: words.text('tips.runFirst'),
    body: [
      words.text('tips.step', { step: at.frame + 1, steps }),
      '',
      `<b>${escapeHtml(step.text)}</b>`,
      ...timer.map((phase) => phaseLine(words, phase)),
    ],
    keyboard: [
      [button(words.plain('tips.next'), 'tips:frame', { ...at, frame: at.frame + 1 })],
      stopRow(words, at),
      footer(words),
    ],
  };
}

/** The end: a kind line, once more, something else, people. */
export function renderAfter(words: Words, exercise: Exercise): Screen {
  return {
    first: words.text('tips.afterFirst'),
    body: [escapeHtml(exercise.after)],
    keyboard: [
      [
        button(words.plain('tips.again'), 'tips:exercise', { exercise: exercise.id }),
        button(words.plain('tips.somethingElse'), 'tips:exercises', {}),
      ],
      [button(words.plain('tips.people'), 'help:open', {})],
      footer(words),
    ],
  };
}

const stopRow = (words: Words, at: FramePlace) => [
  button(words.plain('tips.stop'), 'tips:after', { exercise: at.exercise }),
  button(words.plain('tips.somethingElse'), 'tips:exercises', {}),
];

function phaseLine(words: Words, { kind, seconds }: Phase): string {
  return `${shapes[kind]} <b>${words.text(phaseKeys[kind])}</b> · ${words.text('tips.seconds', { count: seconds })}`;
}

/** Rounds as a bar of at most ten squares. */
function bar(round: number, rounds: number): string {
  const length = Math.min(rounds, 10);
  const full = Math.round((round / rounds) * length);
  return '■'.repeat(full) + '□'.repeat(length - full);
}
