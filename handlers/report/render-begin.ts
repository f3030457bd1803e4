import { countries } from '../../domain/country.ts';
import { onlyCounted, recipientTag, withCountry } from '../../domain/incident-report/draft.ts';
import { formStart, placeAfter, placeInNewCountry } from '../../domain/incident-report/form.ts';
import { button, inRows } from '../keyboards.ts';
import type { Button } from '../screen.ts';
import { answer, type FormView, marked, policeIn, type StepParts } from './form-view.ts';

/** The honest warning, and about whom the report is. */
export function warningStep(view: FormView): StepParts {
  const { words, state } = view;
  return {
    body: [
      words.text('report.about', policeIn(view)),
      '',
      words.text('report.warnUntil'),
      words.text('report.warnKept'),
      words.text('report.warnReaders'),
      words.text('report.warnPhone', policeIn(view)),
      words.text('report.warnServer'),
      words.text('report.warnNumbers'),
      words.text('report.warnNoCase'),
      '',
      words.text('report.askWho'),
    ],
    rows: [
      [answer(view, words.plain('report.myself'), { ...state.draft, forSomebodyElse: false })],
      [answer(view, words.plain('report.somebodyElse'), { ...state.draft, forSomebodyElse: true })],
    ],
  };
}

/** Where it happened; only asked when it is not known, or was another country. */
export function countryStep(view: FormView): StepParts {
  const { words, state } = view;
  const buttons = countries.map((country): Button => {
    const draft = withCountry(state.draft, country);
    const isChange = state.place.isEditing && draft !== state.draft;
    const place = isChange ? placeInNewCountry(state.place) : placeAfter(draft, { ...state.place, ...ungrouped });
    return {
      label: marked(words.plain(`places.${country}`), country === state.draft.country),
      // "Back" from the questions that are asked anew leads to this one.
      data: view.go(isChange || !state.place.isEditing ? { ...draft, isCountryAsked: true } : draft, place),
    };
  });
  return {
    body: [words.text('report.askCountry'), '', words.text('report.elsewhere')],
    rows: [...inRows(buttons, 2), [button(words.plain('menu.help'), 'help:open', {})]],
  };
}

/** The list of areas begins anew in another country. */
const ungrouped = { areaGroup: formStart.areaGroup, areaPage: formStart.areaPage };

/** How far it goes: only counted, or one organisation may read it. */
export function scopeStep(view: FormView): StepParts {
  const { words, state, readers } = view;
  const { draft } = state;
  const readerButtons = readers.map(({ organisation, name }) => {
    const tag = recipientTag(organisation);
    return [answer(view, marked(name, draft.recipientTag === tag), { ...draft, recipientTag: tag })];
  });
  const place = draft.country ? words.plain(`places.${draft.country}`) : '';
  return {
    body: [
      words.text('report.askScope'),
      '',
      words.text('report.countExplain'),
      words.text(readers.length > 0 ? 'report.readExplain' : 'report.noReaders'),
      '',
      words.text('report.place', { place }),
    ],
    rows: [
      [answer(view, words.plain('report.onlyCount'), { ...draft, recipientTag: onlyCounted })],
      ...readerButtons,
      // Where the country was asked for, "back" leads to it.
      ...(state.place.isEditing || draft.isCountryAsked ? [] : [[otherCountry(view)]]),
    ],
  };
}

function otherCountry(view: FormView): Button {
  const { draft, place } = view.state;
  return { label: view.words.plain('report.otherCountry'), data: view.go(draft, { ...place, step: 'country' }) };
}
