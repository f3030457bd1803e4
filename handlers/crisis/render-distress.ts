import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp } from '../../domain/crisis.ts';
import type { TextKey, Words } from '../../locales/index.ts';
import { uncheckedNote } from '../contact-lines.ts';
import { button } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';
import { emergencyNumbers, internationalLines, nationalLines, policeNote } from './help-lines.ts';
import { contactsOf, peersButton, whichButton } from './render.ts';
import { leftWordsLine, type TypedWords, wordsLine } from './typed-words.ts';

/**
 * The answers to somebody who writes that they want to die, or are in danger. What they say, and in
 * which order, follows section 2.1 of the facts: no doubt, no guilt, no method, no exercise, no
 * form, and never a locked door.
 */

export interface DistressView {
  readonly words: Words;
  readonly place: Whereabouts | null;
  readonly help: CrisisHelp;
  readonly typed: TypedWords;
}

/** Asks plainly, once. */
export function renderQuestion({ words, typed }: Pick<DistressView, 'words' | 'typed'>): Screen {
  return {
    first: words.text('distress.thanks'),
    body: [words.text('distress.program'), '', `<b>${words.text('distress.ask')}</b>`, '', wordsLine(words, typed)],
    keyboard: [
      [button(words.plain('distress.yesNow'), 'distress:now', {})],
      [button(words.plain('distress.yesLater'), 'distress:later', {})],
      [button(words.plain('distress.no'), 'distress:no', {})],
      [button(words.plain('distress.unsaid'), 'distress:no', {})],
      [button(words.plain('common.language'), 'language:ask', {})],
    ],
  };
}

/** "Yes, now": people, a number, a place to go to. Nothing else. */
export function renderNow(view: DistressView): Screen {
  const { words, place, help, typed } = view;
  return {
    first: words.text('distress.nowFirst'),
    body: [
      words.text('distress.nowGo'),
      '',
      ...people(view),
      '',
      ...policeNote(words, place, help),
      words.text('crisis.noPerson'),
      ...leftWordsLine(words, typed),
    ],
    keyboard: waysOn(view, []),
  };
}

/** "Yes, but not now": lines, peers, and a plan as an idea for paper. */
export function renderLater(view: DistressView): Screen {
  const { words, place, typed } = view;
  return {
    first: words.text('distress.laterFirst'),
    body: [
      ...people(view),
      '',
      words.text('distress.planIdea'),
      words.text('distress.planParts'),
      words.text('distress.planPaper'),
      '',
      words.text('distress.comeBack'),
      ...leftWordsLine(words, typed),
    ],
    keyboard: waysOn(view, place === null ? [] : [[peersButton(words, place)], [whichButton(words, place)]]),
  };
}

/** "No", or nothing said: it is accepted; the lines stay in sight. */
export function renderAccepted(view: DistressView): Screen {
  const { words, place, typed } = view;
  return {
    first: words.text('distress.acceptedFirst'),
    body: [words.text('distress.acceptedStay'), '', ...people(view), '', ...leftWordsLine(words, typed)],
    keyboard: waysOn(view, place === null ? [] : [[whichButton(words, place)]]),
  };
}

/** Danger from others, or the body in danger: what to do first, then numbers, then other ways. */
export function renderEmergency(kind: 'danger' | 'body', view: DistressView): Screen {
  const { words, place, help, typed } = view;
  const steps: Readonly<Record<typeof kind, readonly TextKey[]>> = {
    danger: ['distress.dangerGo', 'distress.dangerPerson'],
    body: ['distress.bodyCall', 'distress.bodySay', 'distress.bodyDrive'],
  };
  return {
    first: words.text('crisis.first'),
    body: [
      ...steps[kind].map((key) => words.text(key)),
      '',
      ...numbersNow(view),
      '',
      ...policeNote(words, place, help),
      words.text('crisis.noPerson'),
      wordsLine(words, typed),
    ],
    keyboard: [
      [button(words.plain('distress.lifeButton'), 'distress:question', {})],
      ...waysOn(view, place === null ? [] : [[peersButton(words, place)]]),
    ],
  };
}

/** The country's emergency numbers; where none is known, lines of all countries. */
function numbersNow({ words, place, help }: DistressView): readonly string[] {
  const shown = { ...help, lines: [], international: help.emergency.length > 0 ? [] : help.international };
  return [
    ...emergencyNumbers(words, place, shown),
    ...internationalLines(words, place, shown),
    ...uncheckedNote(words, contactsOf(shown)),
  ];
}

function people({ words, place, help }: DistressView): readonly string[] {
  return [
    ...nationalLines(words, place, help),
    '',
    ...emergencyNumbers(words, place, help),
    '',
    ...internationalLines(words, place, help),
    ...uncheckedNote(words, contactsOf(help)),
  ];
}

/**
 * Nobody is locked in: the person can go on where they were, and say in which country they are. That one is
 * remembered does not mean that they are still there, and only the numbers of where they are help.
 */
function waysOn({ words, place }: DistressView, more: readonly (readonly Button[])[]): readonly (readonly Button[])[] {
  const isServed = place !== null && place !== 'INT';
  const country = words.plain(isServed ? 'crisis.countryButton' : 'distress.countryButton');
  return [
    ...more,
    [button(country, 'country:ask', { next: 'sos' })],
    [
      button(words.plain('distress.goOn'), 'distress:resume', {}),
      button(words.plain('common.language'), 'language:ask', {}),
    ],
  ];
}
