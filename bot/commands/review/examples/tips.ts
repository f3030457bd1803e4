import { situations } from '../../../../domain/coping-tip.ts';
import { framesOf, type PacedExercise, type PhaseKind, type StepsExercise } from '../../../../domain/exercise.ts';
import {
  renderAfter,
  renderExercise,
  renderExercises,
  renderFrame,
  renderStep,
} from '../../../../handlers/coping/render-exercise.ts';
import { renderCard, renderFeedback, renderSituations } from '../../../../handlers/coping/render-tips.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';

const breath = (kind: PhaseKind) => ({ kind, seconds: 4 });
const common = {
  id: 'example',
  version: 1,
  title: '…',
  intro: ['…'],
  notWhen: ['…'],
  after: '…',
  isNeverFirst: false,
  sources: [],
  evidence: 'own',
  reviewedBy: [],
} as const;
const phases = (['in', 'hold', 'sip', 'out', 'tense', 'release'] as const).map(breath);
const paced: PacedExercise = { ...common, kind: 'paced', phases, rounds: 3, variants: [] };
const steps: StepsExercise = { ...common, kind: 'steps', steps: [{ text: '…', timer: null }] };
const card = { ...common, situation: 'panic', lines: ['…'], exercises: [], need: 'talk', notWhen: null } as const;

const place = { situation: 'panic', index: 0 } as const;
const run = { exercise: 'example', variant: null, frame: 0, mode: 'timer' } as const;

/** Tips and exercises, with dots where a card has words of its own. */
export function tipsExamples(words: Words): readonly Example[] {
  const frame = framesOf(paced)[0];
  const step = steps.steps[0];
  return examplesOf('tips', [
    renderSituations(words, situations),
    renderCard(words, place, { card, count: 2, exercises: [], place: 'KG' }),
    renderFeedback(words, place),
    renderExercises(words, [paced]),
    renderExercise(words, paced),
    renderExercise(words, steps),
    ...(frame ? [renderFrame(words, run, frame, 3), renderFrame(words, { ...run, mode: 'tap' }, frame, 3)] : []),
    ...(step ? [renderStep(words, run, step, 1)] : []),
    renderAfter(words, paced),
  ]);
}
