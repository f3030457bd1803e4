import type { Whereabouts } from '../../domain/country.ts';
import type { Words } from '../../locales/index.ts';
import { policeWord } from '../contact-lines.ts';
import { button, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

/**
 * What the body may need in the first days, as "the sooner the better": the number is the outer limit,
 * never a reason not to go. Source: the fact sheet, section 3, M1 to M5 and M7.
 */
export function medicalBody(words: Words, place: Whereabouts | null): readonly string[] {
  return [
    words.text('medical.soon'),
    '',
    words.text('medical.neck'),
    words.text('medical.blows'),
    words.text('medical.hiv'),
    words.text('medical.pregnancy'),
    words.text('medical.infections'),
    words.text('medical.evidence'),
    words.text('medical.papers', policeWord(place)),
    '',
    words.text('medical.choice'),
  ];
}

/** The way to doctors of the country. */
export const medicalButtons = (words: Words, place: Whereabouts | null): readonly (readonly Button[])[] => [
  [helpButton(words.plain('medical.doctors'), place, 'doctor')],
];

/** A list of help for a need, or the question for the country where none is known. */
export const helpButton = (label: string, place: Whereabouts | null, need: 'doctor' | 'lawyer' | 'talk' | 'peers') =>
  place === null
    ? button(label, 'help:open', {})
    : button(label, 'help:list', { place, need, city: null, filters: [], page: 0 });

/** The same for somebody who has no form open. */
export function renderMedical(words: Words, place: Whereabouts | null): Screen {
  return {
    first: words.text('medical.first'),
    body: medicalBody(words, place),
    keyboard: [
      ...medicalButtons(words, place),
      [button(words.plain('common.back'), 'report:after', {})],
      footer(words),
    ],
  };
}
