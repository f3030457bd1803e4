import type { Booking } from '../../domain/booking/counselling-desk.ts';
import type { Words } from '../../locales/index.ts';
import { fullName, wayName } from '../booking-hours.ts';
import { whenAt } from '../booking-times.ts';
import type { ClearQuestion } from '../flow.ts';
import { button, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

const menuOnly = (words: Words): Screen['keyboard'] => [
  [button(words.plain('common.menu'), 'menu:open', {})],
  footer(words),
];

/** What stands above the keypad: all that the chat alone can say. */
export const padLines = (words: Words, hasSomething: boolean): readonly string[] => [
  words.text(hasSomething ? 'my-booking.has' : 'my-booking.hasNothing'),
  '',
  words.text('my-booking.ask'),
];

/** Below the keypad while the chat waits for an hour. */
export const leaveRows = (words: Words): Screen['keyboard'] => [[button(words.plain('book.leave'), 'mine:leave', {})]];

/** Wrong, cancelled and past are one answer. */
export function renderUnknown(words: Words): Screen {
  return {
    first: words.text('receipt.unknownFirst'),
    body: [words.text('my-booking.unknown')],
    keyboard: [[button(words.plain('receipt.again'), 'mine:open', {})], footer(words)],
  };
}

/** What there is under the code, and what can be done with it until it begins. */
export function renderDetails(words: Words, booking: Booking): Screen {
  return {
    first: words.text('my-booking.first'),
    body: [...detailsOf(words, booking), '', words.text('receipt.closes')],
    keyboard: [...changesTo(words, booking), footer(words)],
  };
}

function detailsOf(words: Words, { hour, way, zone, name, directions, hasReminders }: Booking): readonly string[] {
  const { slot } = hour;
  return [
    words.text('my-booking.when', { when: whenAt(words, zone, slot.startsAt) }),
    `${fullName(words, hour)} · ${wayName(words, way)}`,
    ...(slot.isCalledOff ? ['', words.text('my-booking.isCalledOff')] : []),
    '',
    words.text('my-booking.name', { name }),
    ...(directions ? ['', words.text('my-booking.directions', { directions: directions[words.language] })] : []),
    // Nobody is reminded of an hour that is called off.
    ...(slot.isCalledOff ? [] : ['', words.text(hasReminders ? 'my-booking.remindersOn' : 'my-booking.remindersOff')]),
  ];
}

/** Once it has begun nothing can be changed any more. */
function changesTo(words: Words, { hour, terms, hasReminders }: Booking): readonly (readonly Button[])[] {
  if (terms.kind === 'over') return [];
  const remind = hasReminders ? 'book.remindNot' : 'my-booking.remindMe';
  return [
    [button(words.plain('my-booking.move'), 'mine:days', { from: null })],
    ...(hour.slot.isCalledOff ? [] : [[button(words.plain(remind), 'mine:remind', { isOn: !hasReminders })]]),
    [button(words.plain('my-booking.cancel'), 'mine:sure', {})],
  ];
}

/** The second question, with the late-cancel rule explained by its moment. It is never refused and never punished. */
export function renderSure(words: Words, { terms, zone }: Booking): Screen {
  if (terms.kind === 'over') return renderOver(words);
  const rule =
    terms.kind === 'early'
      ? words.text('my-booking.early', { when: whenAt(words, zone, terms.until) })
      : words.text('my-booking.late', { when: whenAt(words, zone, terms.since) });
  return {
    first: words.text('receipt.sureFirst'),
    body: [words.text('my-booking.sure'), '', rule],
    keyboard: [
      [button(words.plain('my-booking.yes'), 'mine:cancel', {})],
      [button(words.plain('my-booking.no'), 'mine:details', {})],
      footer(words),
    ],
  };
}

/** It is given back. */
export function renderCancelled(words: Words): Screen {
  return {
    first: words.text('my-booking.goneFirst'),
    body: [words.text('my-booking.gone')],
    keyboard: [
      [button(words.plain('my-booking.another'), 'book:open', {})],
      [button(words.plain('my-booking.empty'), 'clear:ask', {})],
      footer(words),
    ],
  };
}

/** It stands at another hour now. */
export function renderMoved(words: Words, booking: Booking): Screen {
  const details = renderDetails(words, booking);
  return {
    ...details,
    first: words.text('my-booking.goneFirst'),
    body: [words.text('my-booking.moved'), '', ...details.body],
  };
}

/** Too late to change anything. */
export const renderOver = (words: Words): Screen => ({
  first: words.text('receipt.unknownFirst'),
  body: [words.text('my-booking.over')],
  keyboard: menuOnly(words),
});

/** What the person should know, and may do, before the chat is cleared. */
export const renderClearingOf = (words: Words): ClearQuestion => ({
  line: words.text('my-booking.clearLine'),
  buttons: [button(words.plain('my-booking.clearCancel'), 'mine:open', {})],
});
