import { areaGroupsOf } from '../../domain/area.ts';
import { mainTypeOf } from '../../domain/incident-report/draft.ts';
import type { FormStep } from '../../domain/incident-report/form.ts';
import { keptEffects } from '../../domain/incident-report/incident-report.ts';
import type { TextKey } from '../../locales/index.ts';
import type { Button } from '../screen.ts';
import { chosenReader, codeName, type FormView, lead, type StepParts } from './form-view.ts';

/** Everything that was chosen, before anything is kept. */
export function summaryStep(view: FormView): StepParts {
  const { words } = view;
  return {
    body: [...summaryLines(view), '', words.text('report.notKeptYet')],
    rows: [
      [{ label: words.plain('report.confirm'), data: view.send() }],
      ...(chosenReader(view) ? [[lead(view, words.plain('report.details'), { step: 'who' })]] : []),
      [lead(view, words.plain('report.change'), { step: 'change' })],
      [lead(view, words.plain('report.recent'), { step: 'recent' })],
    ],
  };
}

/** Each answer behind a button that leads to its question. */
export function changeStep(view: FormView): StepParts {
  const { words, state } = view;
  const { country } = state.draft;
  const areaStep: FormStep = country && areaGroupsOf(country).length > 0 ? 'area_group' : 'area';
  const edit = (key: TextKey, step: FormStep): readonly Button[] => [
    lead(view, words.plain(key), { step, isEditing: true, areaGroup: null, areaPage: 0 }),
  ];
  return {
    body: [words.text('report.askChange')],
    rows: [
      edit('report.changeScope', 'scope'),
      edit('report.changeCountry', 'country'),
      edit('report.changeArea', areaStep),
      edit('report.changeWhat', 'what'),
      ...(chosenReader(view) || hasDetails(view)
        ? [
            edit('report.changeWho', 'who'),
            edit('report.changeWhen', 'when'),
            edit('report.changeSetting', 'setting'),
            edit('report.changeEffects', 'effects'),
          ]
        : []),
    ],
  };
}

const hasDetails = ({ state: { draft } }: FormView): boolean =>
  draft.perpetrators.length + draft.effects.length > 0 || draft.when !== 'not_said' || draft.setting !== 'not_said';

/** The answers in words, a line each; what was not said is left out, but for what happened. */
export function summaryLines(view: FormView): readonly string[] {
  const { words, state } = view;
  const { draft } = state;
  const names = (codes: readonly string[]) => codes.map((code) => codeName(view, code)).join(', ');
  const line = (key: TextKey, value: string) => (value === '' ? [] : [words.text(key, { value })]);
  const one = (code: string) => (code === 'not_said' ? '' : codeName(view, code));
  const kept = keptEffects(draft);
  const keptBack = draft.effects.filter((effect) => !kept.includes(effect));
  return [
    ...line('report.lineReader', chosenReader(view)?.name ?? words.plain('report.nobody')),
    ...line('report.linePlace', placeName(view)),
    ...line('report.lineWhat', draft.types.length > 0 ? names(draft.types) : words.plain('report.unsaid')),
    ...(draft.types.length > 1 ? line('report.lineMain', one(mainTypeOf(draft))) : []),
    ...line('report.lineWho', names(draft.perpetrators)),
    ...line('report.lineWhen', one(draft.when)),
    ...line('report.lineSetting', one(draft.setting)),
    ...line('report.lineEffects', names(kept)),
    ...line('report.lineKeptBack', names(keptBack)),
    ...(draft.forSomebodyElse ? [words.text('report.lineOther')] : []),
  ];
}

function placeName({ words, state: { draft } }: FormView): string {
  const country = draft.country ? words.plain(`places.${draft.country}`) : '';
  const { area } = draft;
  if (area === 'not_said') return `${country} (${words.plain('report.unsaid')})`;
  return area === 'country_only'
    ? `${country} (${words.plain('report.wholeCountry')})`
    : `${country}, ${words.plain(`areas.${area}`)}`;
}
