import { bookingCodeDigits, parseBookingCode } from '../../domain/booking/booking-code.ts';
import type { Booking } from '../../domain/booking/counselling-desk.ts';
import { markExample } from '../booking-hours.ts';
import { createCodeEntry } from '../code-entry.ts';
import { type BotContext, chatOf, type HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { otherHoursFor } from './other-hours.ts';
import {
  leaveRows,
  padLines,
  renderCancelled,
  renderClearingOf,
  renderDetails,
  renderMoved,
  renderOver,
  renderSure,
  renderUnknown,
} from './render.ts';
import { renderDays, renderHours, renderTo } from './render-moving.ts';

type Routes =
  | 'mine:open'
  | 'mine:pad'
  | 'mine:digit'
  | 'mine:erase'
  | 'mine:look'
  | 'mine:leave'
  | 'mine:details'
  | 'mine:remind'
  | 'mine:days'
  | 'mine:hours'
  | 'mine:to'
  | 'mine:move'
  | 'mine:sure'
  | 'mine:cancel';

/** Days on one screen. */
const daysShown = 8;

/** What a booking code opens, from any phone: details, reminders, another hour, giving it back. */
export function createMyBookingFlow({ bookings, isPreview }: HandlerDependencies): Flow<Routes> {
  const { desk, pad, tries, sealAddress } = bookings;
  const entry = createCodeEntry({
    flow: 'mine',
    digits: bookingCodeDigits,
    parse: parseBookingCode,
    tooFew: 'my-booking.tooFew',
    pad,
    tries,
    renderUnknown,
    mark: (words, screen) => markExample(words, screen, isPreview),
  });

  /** Goes on with the booking that was opened on the screen before; the code is asked anew when it is forgotten. */
  const withBooking =
    <A>(
      go: (
        ctx: BotContext,
        opened: { code: NonNullable<ReturnType<typeof entry.found>>; booking: Booking },
        args: A,
      ) => Promise<undefined>,
    ) =>
    async (ctx: BotContext, args: A): Promise<undefined> => {
      const code = entry.found(ctx);
      const booking = code && (await desk.look(code));
      if (code && booking) return go(ctx, { code, booking }, args);
      return code ? unknown(ctx) : entry.askAnew(ctx);
    };

  /** It was cancelled from another phone, or its hour is over. */
  const unknown = (ctx: BotContext): Promise<undefined> => {
    entry.clear(ctx);
    return entry.showOverPad(ctx, renderUnknown(ctx.words));
  };

  return {
    commands: {},
    routes: {
      'mine:open': entry.begin,
      'mine:pad': async (ctx) => {
        const chat = chatOf(ctx);
        const lines = padLines(ctx.words, await desk.hasSomething(chat));
        return entry.renderPad(ctx, lines, (await desk.isWaiting(chat)) ? leaveRows(ctx.words) : []);
      },
      'mine:leave': async (ctx) => {
        await desk.leaveWaitList(chatOf(ctx));
        ctx.answer(ctx.words.plain('book.left'));
        await ctx.goTo('mine:pad', {});
      },
      'mine:digit': (ctx, { digit }) => entry.addDigit(ctx, digit),
      'mine:erase': entry.erase,
      'mine:look': (ctx) =>
        entry.look(ctx, async (code) => {
          const booking = await desk.look(code);
          return booking && renderDetails(ctx.words, booking);
        }),
      'mine:details': withBooking((ctx, { booking }) => entry.showFound(ctx, renderDetails(ctx.words, booking))),
      'mine:remind': withBooking(async (ctx, { code, booking }, { isOn }: { isOn: boolean }) => {
        const alias = chatOf(ctx);
        const { zone } = booking;
        const here = { alias, address: sealAddress(alias), language: ctx.words.language, zone };
        const asked = await desk.remind(code, isOn ? here : null);
        if (!asked.ok) return unknown(ctx);
        return entry.showFound(ctx, renderDetails(ctx.words, { ...booking, hasReminders: isOn }));
      }),
      'mine:days': withBooking(async (ctx, { booking }, { from }: { from: string | null }) => {
        const { wish, among } = otherHoursFor(booking);
        const paging = { most: daysShown, ...among, ...(from && { from }) };
        const free = await desk.daysWithFreeHours(wish, booking.zone, paging);
        return entry.showFound(ctx, renderDays(ctx.words, booking.zone, free));
      }),
      'mine:hours': withBooking(async (ctx, { booking }, { day }: { day: string }) => {
        const { wish, among } = otherHoursFor(booking);
        const hours = await desk.freeHours(day, wish, booking.zone, among);
        return entry.showFound(ctx, renderHours(ctx.words, booking.zone, day, hours));
      }),
      'mine:to': withBooking(async (ctx, { booking }, { slot }: { slot: Booking['hour']['slot']['id'] }) => {
        const to = await desk.hour(slot);
        if (!to) return ctx.goTo('mine:days', { from: null }) as Promise<undefined>;
        return entry.showFound(ctx, renderTo(ctx.words, booking, to));
      }),
      'mine:move': withBooking(async (ctx, { code }, { slot }: { slot: Booking['hour']['slot']['id'] }) => {
        const moved = await desk.move(code, slot);
        if (moved.ok) return entry.showFound(ctx, renderMoved(ctx.words, moved.value));
        if (moved.error === 'no_such_booking') return unknown(ctx);
        if (moved.error === 'over') return entry.showFound(ctx, renderOver(ctx.words));
        ctx.answer(ctx.words.plain('my-booking.taken'), { isAlert: true });
        await ctx.goTo('mine:days', { from: null });
      }),
      'mine:sure': withBooking((ctx, { booking }) => entry.showFound(ctx, renderSure(ctx.words, booking))),
      'mine:cancel': async (ctx) => {
        const code = entry.found(ctx);
        if (!code) return entry.askAnew(ctx);
        const gone = await desk.cancel(code);
        if (!gone.ok && gone.error === 'over') return entry.showFound(ctx, renderOver(ctx.words));
        entry.clear(ctx);
        return gone.ok
          ? entry.showFound(ctx, renderCancelled(ctx.words))
          : entry.showOverPad(ctx, renderUnknown(ctx.words));
      },
    },
    beforeClear: async (ctx) => ((await desk.hasSomething(chatOf(ctx))) ? renderClearingOf(ctx.words) : null),
  };
}
