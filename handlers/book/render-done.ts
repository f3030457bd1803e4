import type { Booking } from '../../domain/booking/counselling-desk.ts';
import { remindersOf } from '../../domain/booking/reminder.ts';
import type { BookingTicket } from '../../domain/booking/ticket.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Whereabouts } from '../../domain/country.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { exampleMark, fullName, isExample, wayName } from '../booking-hours.ts';
import { talkList } from '../booking-search.ts';
import { whenIn } from '../booking-times.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

export interface DoneView {
  readonly words: Words;
  readonly ticket: BookingTicket;
  readonly sealedTicket: string;
  readonly booking: Booking;
  readonly isPreview: boolean;
  readonly now: Moment;
}

/** It is booked: when, under which two words, how to get there, and the code. */
export function renderDone({ words, ticket, sealedTicket, booking, isPreview, now }: DoneView): Screen {
  const { hour, way, name, directions, hasReminders } = booking;
  const canRemind = hasReminders || remindersOf(hour.slot.startsAt, now).length > 0;
  return {
    first: words.text('book.doneFirst'),
    body: [
      ...exampleMark(words, isExample(isPreview, hour)),
      `<b>${whenIn(words, ticket.city, hour.slot.startsAt)}</b>`,
      `${fullName(words, hour)} · ${wayName(words, way)}`,
      words.text('book.doneName', { name }),
      directions
        ? `${words.text('book.doneWay')} ${escapeHtml(directions[words.language])}`
        : words.text('book.doneNoWay'),
      '',
      words.text('book.doneCode'),
      words.text('book.doneWrite'),
      ...(hasReminders ? ['', words.text('book.reminding')] : []),
    ],
    keyboard: [
      [button(words.plain('book.showCode'), 'book:code', { ticket: sealedTicket })],
      ...(canRemind
        ? [
            [
              hasReminders
                ? button(words.plain('book.remindNot'), 'book:quiet', { ticket: sealedTicket })
                : button(words.plain('book.remind'), 'book:remind', { ticket: sealedTicket }),
            ],
          ]
        : []),
      [button(words.plain('book.goOn'), 'book:after', {})],
      footer(words),
    ],
  };
}

/** Where a new booking leads, and what stands there when its ten minutes are over: it says nothing of one. */
export function renderAfter(words: Words, place: Whereabouts | null, isPreview: boolean): Screen {
  return {
    first: words.text('book.afterFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.after')],
    keyboard: [
      [button(words.plain('book.tips'), 'tips:open', {})],
      [button(words.plain('menu.meet'), 'meet:open', {})],
      [
        place
          ? button(words.plain('book.people'), 'help:list', talkList(place))
          : button(words.plain('menu.help'), 'help:open', {}),
      ],
      footer(words),
    ],
  };
}
