import { toggleEffect, togglePerpetrator, toggleType } from '../../domain/incident-report/draft.ts';
import type { FormState } from '../../domain/incident-report/form.ts';
import {
  type Effect,
  effects,
  effectsWithoutArea,
  incidentTypes,
  perpetrators,
  settings,
  times,
} from '../../domain/incident-report/vocabulary.ts';
import type { TextKey } from '../../locales/index.ts';
import { answer, codeName, type FormView, marked, packed, type StepParts, stay } from './form-view.ts';

/** What happened: several may be chosen. */
export const whatStep = (view: FormView): StepParts =>
  severalOf(view, 'report.askWhat', incidentTypes, view.state.draft.types, (type) => [
    toggleType(view.state.draft, type),
  ]);

/** Who did it: several may be chosen. */
export const whoStep = (view: FormView): StepParts =>
  severalOf(view, 'report.askPerson', perpetrators, view.state.draft.perpetrators, (one) => [
    togglePerpetrator(view.state.draft, one),
  ]);

/** What followed: several may be chosen; two of them bring advice at once. */
export const effectsStep = (view: FormView): StepParts =>
  severalOf(view, 'report.askEffects', effects, view.state.draft.effects, (effect) => [
    toggleEffect(view.state.draft, effect),
    view.state.draft.effects.includes(effect) ? null : adviceOn(effect),
  ]);

const adviceOn = (effect: Effect): FormState['aside'] =>
  effectsWithoutArea.includes(effect) ? (effect === 'E04' ? 'neck' : 'risk') : null;

/** Which of what happened matters most. */
export const mainStep = (view: FormView): StepParts =>
  oneOf(view, ['report.askMain'], view.state.draft.types, view.state.draft.mainType, (mainType) => ({ mainType }));

/** When it was, coarsely. */
export const whenStep = (view: FormView): StepParts =>
  oneOf(view, ['report.askWhen', 'report.whenNote'], times, view.state.draft.when, (when) => ({ when }));

/** In what kind of place. */
export const settingStep = (view: FormView): StepParts =>
  oneOf(view, ['report.askSetting'], settings, view.state.draft.setting, (setting) => ({ setting }));

type Change = Partial<FormState['draft']>;

function severalOf<T extends string>(
  view: FormView,
  question: TextKey,
  list: readonly T[],
  chosen: readonly T[],
  press: (code: T) => readonly [draft: FormState['draft'], aside?: FormState['aside']],
): StepParts {
  const { words, state } = view;
  const buttons = list.map((code) => {
    const plainLabel = codeName(view, code);
    return { ...stay(view, marked(plainLabel, chosen.includes(code)), ...press(code)), plainLabel };
  });
  const next = words.plain(chosen.length > 0 ? 'common.next' : 'report.skip');
  return {
    body: [words.text(question), '', words.text('report.several')],
    rows: [...packed(buttons), [answer(view, next, state.draft)]],
  };
}

function oneOf<T extends string>(
  view: FormView,
  said: readonly [question: TextKey, ...notes: TextKey[]],
  list: readonly T[],
  chosen: T | 'not_said',
  change: (code: T | 'not_said') => Change,
): StepParts {
  const { words, state } = view;
  const choice = (code: T | 'not_said', plainLabel: string) => ({
    ...answer(view, marked(plainLabel, chosen === code && code !== 'not_said'), { ...state.draft, ...change(code) }),
    plainLabel,
  });
  const [question, ...notes] = said;
  return {
    body: [words.text(question), ...notes.flatMap((note) => ['', words.text(note)])],
    rows: [
      ...packed(list.map((code) => choice(code, codeName(view, code)))),
      [answer(view, words.plain('report.notSay'), { ...state.draft, ...change('not_said') })],
    ],
  };
}
