import { type BookingCode, formatBookingCode } from '../../domain/booking/booking-code.ts';
import { zoneOfCity } from '../../domain/booking/cities.ts';
import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import {
  type BookingTicket,
  decodeBookingTicket,
  encodeBookingTicket,
  minuteOfBooking,
  minutesLeft,
} from '../../domain/booking/ticket.ts';
import type { Words } from '../../locales/index.ts';
import { withCity, zoneOf } from '../booking-search.ts';
import type { Arguments } from '../callback-data.ts';
import { type BotContext, chatOf, type HandlerDependencies, type Notice } from '../context.ts';
import type { Screen } from '../screen.ts';
import type { Holding } from './holding.ts';
import { renderAfter, renderDone } from './render-done.ts';

/** The code in a pop-up, which Telegram cuts at 200 characters. */
const codeAlert = (words: Words, code: BookingCode): string =>
  words.plain('book.codeAlert', { code: formatBookingCode(code) });

/**
 * Confirms a held hour: nothing is shown as booked before it stands on disk. The code is in the buttons of the
 * screens after it, sealed, and shown for ten minutes.
 */
export function createConfirming({ bookings, isPreview, now }: HandlerDependencies, holding: Holding) {
  const { desk, seal, sealAddress } = bookings;

  const after = (ctx: BotContext): Screen => renderAfter(ctx.words, ctx.settings?.country ?? null, isPreview);

  function openTicket(ctx: BotContext, sealed: string): { ticket: BookingTicket; minutes: number } | null {
    const plain = seal.open(chatOf(ctx), sealed);
    const ticket = plain && decodeBookingTicket(plain);
    const minutes = ticket ? minutesLeft(ticket, now()) : 0;
    return ticket && minutes > 0 ? { ticket, minutes } : null;
  }

  /** After the ten minutes the message says nothing of a booking any more, whoever looks at it. */
  const turnNeutralAfter = (ctx: BotContext, minutes: number): void =>
    ctx.playOn([{ afterSeconds: minutes * 60, route: { name: 'book:after', args: {} }, screen: after(ctx) }]);

  const showOver = async (ctx: BotContext): Promise<undefined> => {
    ctx.answer(ctx.words.plain('book.codeOver'), { isAlert: true });
    await ctx.goTo('book:after', {});
  };

  return {
    after,

    confirm: (ctx: BotContext, { search, hold, slot, way }: Arguments<'book:confirm'>): Promise<Screen | undefined> =>
      withCity(ctx, search, async (placed) => {
        const chat = chatOf(ctx);
        const request = { alias: chat, way, language: ctx.words.language, zone: zoneOf(placed), reminding: null };
        const booked = await desk.confirm(hold, request);
        if (!booked.ok) {
          if (booked.error === 'has_booking') return holding.sayHasBooking(ctx, placed);
          const hour = await desk.hour(slot);
          return holding.others(ctx, placed, hour, refusals[whyRefused(booked.error, hour)]);
        }
        const { code } = booked.value;
        const ticket = encodeBookingTicket({ code, minute: minuteOfBooking(now()), city: placed.city });
        ctx.answer(codeAlert(ctx.words, code), { isAlert: true });
        await ctx.goTo('book:done', { ticket: seal.seal(chat, ticket) });
        return undefined;
      }),

    async done(ctx: BotContext, sealedTicket: string): Promise<Screen | undefined> {
      const opened = openTicket(ctx, sealedTicket);
      const booking = opened && (await desk.look(opened.ticket.code));
      if (!opened || !booking) {
        await ctx.goTo('book:after', {});
        return undefined;
      }
      turnNeutralAfter(ctx, opened.minutes);
      return renderDone({ words: ctx.words, ticket: opened.ticket, sealedTicket, booking, isPreview, now: now() });
    },

    async code(ctx: BotContext, sealedTicket: string): Promise<undefined> {
      const opened = openTicket(ctx, sealedTicket);
      if (!opened) return showOver(ctx);
      // The press ended the waiting; it goes on from here.
      turnNeutralAfter(ctx, opened.minutes);
      ctx.answer(codeAlert(ctx.words, opened.ticket.code), { isAlert: true });
    },

    async remind(ctx: BotContext, sealedTicket: string, isWanted: boolean): Promise<undefined> {
      const opened = openTicket(ctx, sealedTicket);
      if (!opened) return showOver(ctx);
      const { code, city } = opened.ticket;
      const alias = chatOf(ctx);
      const reminding = { alias, address: sealAddress(alias), language: ctx.words.language, zone: zoneOfCity(city) };
      await desk.remind(code, isWanted ? reminding : null);
      await ctx.goTo('book:done', { ticket: sealedTicket });
    },
  };
}

const notice = (line: Notice['line']): Notice => ({ first: 'book.noticeFirst', line });

const refusals = {
  hold_expired: notice('book.holdOver'),
  no_such_hour: notice('book.noSuchHour'),
  too_late: notice('book.tooLate'),
  called_off: notice('book.calledOff'),
  too_many: notice('book.tooMany'),
} as const;

/** A hold goes with its hour, and with who withdraws or calls off the hour; otherwise its time was over. */
function whyRefused(error: keyof typeof refusals | 'no_such_hold', hour: OfferedHour | null): keyof typeof refusals {
  if (error !== 'no_such_hold') return error;
  if (!hour) return 'no_such_hour';
  return hour.slot.isCalledOff ? 'called_off' : 'hold_expired';
}
