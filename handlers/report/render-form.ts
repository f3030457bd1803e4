import { onlyCounted } from '../../domain/incident-report/draft.ts';
import { type FormStep, placeBefore } from '../../domain/incident-report/form.ts';
import { languages } from '../../domain/language.ts';
import { ownNames } from '../../locales/formats.ts';
import { button, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';
import { chosenReader, type FormView, type StepParts, stay } from './form-view.ts';
import { medicalBody, medicalButtons } from './medical.ts';
import { areaGroupStep, areaStep } from './render-area.ts';
import { countryStep, scopeStep, warningStep } from './render-begin.ts';
import { effectsStep, mainStep, settingStep, whatStep, whenStep, whoStep } from './render-choices.ts';
import { changeStep, summaryStep } from './render-summary.ts';

const steps: Readonly<Record<FormStep, (view: FormView) => StepParts>> = {
  warning: warningStep,
  country: countryStep,
  scope: scopeStep,
  area_group: areaGroupStep,
  area: areaStep,
  what: whatStep,
  main: mainStep,
  summary: summaryStep,
  change: changeStep,
  who: whoStep,
  when: whenStep,
  setting: settingStep,
  effects: effectsStep,
  recent: ({ words, state }) => ({
    body: [...medicalBody(words, state.draft.country), '', words.text('report.recentLeaves')],
    rows: medicalButtons(words, state.draft.country),
  }),
};

/** A screen of the form; `sos` leads to urgent help and back to this very screen. */
export function renderForm(view: FormView, sos: string): Screen {
  const { words, state } = view;
  const { body, rows } = state.aside === 'language' ? languageQuestion(view) : steps[state.place.step](view);
  return {
    first: words.text(firstLines[state.place.step] ?? 'report.stepFirst'),
    body: [...exampleMark(view), ...body],
    keyboard: [
      ...rows,
      [backButton(view), { label: words.plain('common.language'), data: languageData(view) }],
      [{ label: words.plain('common.sos'), data: sos }, button(words.plain('report.stop'), 'report:stop', {})],
    ],
  };
}

const firstLines = { warning: 'report.first', summary: 'report.summaryFirst', recent: 'medical.first' } as Partial<
  Record<FormStep, 'report.first' | 'report.summaryFirst' | 'medical.first'>
>;

/** Said wherever the preview's example is chosen, or could be. */
function exampleMark(view: FormView): readonly string[] {
  const { words, state, readers } = view;
  const isOffered = state.place.step === 'scope' && readers.some(({ isExample }) => isExample);
  const isChosen = state.draft.recipientTag !== onlyCounted && chosenReader(view)?.isExample === true;
  return isOffered || isChosen ? [words.text('report.exampleMark'), ''] : [];
}

function backButton({ words, state, go }: FormView): Button {
  const label = words.plain('common.back');
  if (state.aside === 'language') return { label, data: go(state.draft, state.place) };
  const before = placeBefore(state.draft, state.place);
  return before ? { label, data: go(state.draft, before) } : button(label, 'menu:open', {});
}

const languageData = ({ state, go }: FormView): string => go(state.draft, state.place, 'language');

function languageQuestion(view: FormView): StepParts {
  const { words, state } = view;
  return {
    body: [words.text('settings.askLanguage')],
    rows: languages.map((language) => [stay(view, ownNames[language], state.draft, language)]),
  };
}

/** A form that cannot be opened any more: what it was, and a way on. */
export function renderGone(words: FormView['words']): Screen {
  return {
    first: words.text('report.staleFirst'),
    body: [words.text('report.gone')],
    keyboard: [[button(words.plain('report.begin'), 'report:open', {})], footer(words)],
  };
}
