import { areaGroupsOf, areasOf } from '../../domain/area.ts';
import type { Button } from '../screen.ts';
import { answer, type FormView, lead, marked, type StepParts } from './form-view.ts';

/** Areas on one screen of a small phone. */
const perPage = 8;

/** Which part of a country that has too many areas for one list. */
export function areaGroupStep(view: FormView): StepParts {
  const { words, state } = view;
  const { country } = state.draft;
  return {
    body: [words.text('report.askGroup'), '', words.text('report.areaNote')],
    rows: [
      withoutArea(view),
      ...(country ? areaGroupsOf(country) : []).map((group) => [
        lead(view, words.plain(`areas.${group}`), { step: 'area', areaGroup: group, areaPage: 0 }),
      ]),
    ],
  };
}

/** The area where it happened. */
export function areaStep(view: FormView): StepParts {
  const { words, state } = view;
  const { draft, place } = state;
  const areas = draft.country ? areasOf(draft.country, place.areaGroup) : [];
  const shown = areas.slice(place.areaPage * perPage, (place.areaPage + 1) * perPage);
  return {
    body: [words.text('report.askArea'), '', words.text('report.areaNote')],
    rows: [
      // Where the list is a group's, this was offered before it.
      ...(place.areaGroup === null ? [withoutArea(view)] : []),
      ...shown.map((area) => [
        answer(view, marked(words.plain(`areas.${area}`), draft.area === area), { ...draft, area }),
      ]),
      ...pageRow(view, areas.length),
    ],
  };
}

function withoutArea(view: FormView): readonly Button[] {
  const { words, state } = view;
  return [
    answer(view, words.plain('report.countryOnly'), { ...state.draft, area: 'country_only' }),
    answer(view, words.plain('report.notSay'), { ...state.draft, area: 'not_said' }),
  ];
}

function pageRow(view: FormView, count: number): readonly (readonly Button[])[] {
  const { words, state } = view;
  const { areaPage } = state.place;
  const less = areaPage > 0 ? [lead(view, words.plain('report.less'), { areaPage: areaPage - 1 })] : [];
  const isMore = (areaPage + 1) * perPage < count;
  const more = isMore ? [lead(view, words.plain('report.more'), { areaPage: areaPage + 1 })] : [];
  return less.length + more.length > 0 ? [[...less, ...more]] : [];
}
