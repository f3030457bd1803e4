import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp } from '../../domain/crisis.ts';
import type { Words } from '../../locales/index.ts';
import { open } from '../callback-data.ts';
import { policeWord, uncheckedNote } from '../contact-lines.ts';
import { button, countryButtons, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';
import { emergencyNumbers, internationalLines, nationalLines, policeNote } from './help-lines.ts';

/**
 * The crisis screen: people to talk to, the ambulance, international lines; the police last.
 * @param before callback data of what the person was in the middle of, if they were
 */
export function renderCrisisHelp(
  words: Words,
  place: Whereabouts | null,
  help: CrisisHelp,
  before: string | null,
): Screen {
  const screen = place === null ? withoutCountry(words, help) : inCountry(words, place, help);
  return before === null ? screen : { ...screen, keyboard: [goOn(words, before), ...screen.keyboard] };
}

/** Who came from a form or a booking finds back to it with all that was chosen: it is in the button itself. */
const goOn = (words: Words, before: string): readonly Button[] => [
  { label: words.plain('distress.goOn'), data: before },
];

function withoutCountry(words: Words, help: CrisisHelp): Screen {
  return {
    first: words.text('crisis.first'),
    body: [
      ...internationalLines(words, null, help),
      ...uncheckedNote(words, contactsOf(help)),
      '',
      `<b>${words.text('crisis.noCountry')}</b>`,
    ],
    keyboard: [...countryButtons(words, (country) => open('country:set', { country, next: 'sos' })), bottomRow(words)],
  };
}

function inCountry(words: Words, place: Whereabouts, help: CrisisHelp): Screen {
  return {
    first: words.text('crisis.first'),
    body: [
      ...nationalLines(words, place, help),
      '',
      ...emergencyNumbers(words, place, help),
      '',
      ...internationalLines(words, place, help),
      ...uncheckedNote(words, contactsOf(help)),
      '',
      ...policeNote(words, place, help),
      words.text('crisis.noPerson'),
    ],
    keyboard: [
      [peersButton(words, place)],
      [
        button(words.plain('crisis.tracesButton'), 'sos:traces', { place }),
        button(words.plain('crisis.countryButton'), 'country:ask', { next: 'sos' }),
      ],
      [whichButton(words, place)],
      bottomRow(words),
    ],
  };
}

/** What a call leaves behind, and what one need not say. */
export function renderTraces(words: Words, place: Whereabouts | null): Screen {
  return {
    first: words.text('crisis.tracesFirst'),
    body: [
      words.text('crisis.tracesLog'),
      words.text('crisis.tracesBill'),
      words.text('crisis.tracesPlace'),
      words.text('crisis.tracesPolice', policeWord(place)),
      words.text('crisis.tracesMedical'),
    ],
    keyboard: [
      [
        place === null
          ? button(words.plain('common.back'), 'sos:open', {})
          : button(words.plain('common.back'), 'sos:in', { place }),
      ],
      footer(words),
    ],
  };
}

/** Everything on the screen that can be called or opened. */
export const contactsOf = (help: CrisisHelp) =>
  [...help.lines, ...help.emergency, ...help.international].flatMap(({ contacts }) => contacts);

/** The way to organisations of people like the one who asks. */
export const peersButton = (words: Words, place: Whereabouts): Button =>
  button(words.plain('crisis.peersButton'), 'help:list', { place, need: 'peers', city: null, filters: [], page: 0 });

/** The way to say that a number is wrong or dead: the last of all, since most who come here look for a number. */
export const whichButton = (words: Words, place: Whereabouts): Button =>
  button(words.plain('crisis.whichButton'), 'sos:which', { place });

/** The footer without the way to where one is. */
const bottomRow = (words: Words): readonly Button[] => footer(words).slice(1);
