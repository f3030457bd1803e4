import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp } from '../../domain/crisis.ts';
import type { TextKey, Words } from '../../locales/index.ts';
import { uncheckedNote } from '../contact-lines.ts';
import { button } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';
import { emergencyNumbers, internationalLines, nationalLines, policeNote } from './help-lines.ts';
import { contactsOf, peersButton, whichButton } from './render.ts';

/**
 * The answers to somebody who writes that they want to die, or are in danger. What they say, and in
 * which order, follows section 2.1 of the facts: no doubt, no guilt, no method, no exercise, no
 * form, and never a locked door.
 */

/** Asks plainly, once. `isDeleted`: whether the typed words are gone from the chat. */
export function renderQuestion(words: Words, isDeleted: boolean): Screen {
  return {
    first: words.text('distress.thanks'),
    body: [
      words.text('distress.program'),
      '',
      `<b>${words.text('distress.ask')}</b>`,
      '',
      words.text(isDeleted ? 'distress.wordsGone' : 'distress.wordsNotGone'),
    ],
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
export function renderNow(words: Words, place: Whereabouts | null, help: CrisisHelp): Screen {
  return {
    first: words.text('distress.nowFirst'),
    body: [
      words.text('distress.nowGo'),
      '',
      ...people(words, place, help),
      '',
      ...policeNote(words, place, help),
      words.text('crisis.noPerson'),
    ],
    keyboard: waysOn(words, place, []),
  };
}

/** "Yes, but not now": lines, peers, and a plan as an idea for paper. */
export function renderLater(words: Words, place: Whereabouts | null, help: CrisisHelp): Screen {
  return {
    first: words.text('distress.laterFirst'),
    body: [
      ...people(words, place, help),
      '',
      words.text('distress.planIdea'),
      words.text('distress.planParts'),
      words.text('distress.planPaper'),
      '',
      words.text('distress.comeBack'),
    ],
    keyboard: waysOn(words, place, place === null ? [] : [[peersButton(words, place)], [whichButton(words, place)]]),
  };
}

/** "No", or nothing said: it is accepted; the lines stay in sight. */
export function renderAccepted(words: Words, place: Whereabouts | null, help: CrisisHelp): Screen {
  return {
    first: words.text('distress.acceptedFirst'),
    body: [words.text('distress.acceptedStay'), '', ...people(words, place, help)],
    keyboard: waysOn(words, place, place === null ? [] : [[whichButton(words, place)]]),
  };
}

/** Danger from others, or the body in danger: what to do first, then numbers, then other ways. */
export function renderEmergency(
  words: Words,
  kind: 'danger' | 'body',
  place: Whereabouts | null,
  help: CrisisHelp,
): Screen {
  const steps: Readonly<Record<typeof kind, readonly TextKey[]>> = {
    danger: ['distress.dangerGo', 'distress.dangerPerson'],
    body: ['distress.bodyCall', 'distress.bodySay', 'distress.bodyDrive'],
  };
  return {
    first: words.text('crisis.first'),
    body: [
      ...steps[kind].map((key) => words.text(key)),
      '',
      ...emergencyNumbers(words, place, help),
      ...(place === null ? internationalLines(words, place, help) : []),
      ...uncheckedNote(words, contactsOf(help)),
      '',
      ...policeNote(words, place, help),
      words.text('crisis.noPerson'),
    ],
    keyboard: [
      [button(words.plain('distress.lifeButton'), 'distress:question', {})],
      ...waysOn(words, place, place === null ? [] : [[peersButton(words, place)]]),
    ],
  };
}

function people(words: Words, place: Whereabouts | null, help: CrisisHelp): readonly string[] {
  return [
    ...nationalLines(words, place, help),
    '',
    ...emergencyNumbers(words, place, help),
    '',
    ...internationalLines(words, place, help),
    ...uncheckedNote(words, contactsOf(help)),
  ];
}

/** Nobody is locked in: the country can be named, and the person can go on where they were. */
function waysOn(
  words: Words,
  place: Whereabouts | null,
  more: readonly (readonly Button[])[],
): readonly (readonly Button[])[] {
  return [
    ...(place === null ? [[button(words.plain('distress.countryButton'), 'country:ask', { next: 'sos' })]] : []),
    ...more,
    [
      button(words.plain('distress.goOn'), 'distress:resume', {}),
      button(words.plain('common.language'), 'language:ask', {}),
    ],
  ];
}
