import type { HoldRefusal } from '../../domain/booking/booking-rules.ts';
import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import { dayIn } from '../../domain/booking/time-zone.ts';
import { isExample, isFreeNow, waysOf } from '../booking-hours.ts';
import { listData, type PlacedSearch, withCity, zoneOf } from '../booking-search.ts';
import { type Arguments, parseRoute, type Route } from '../callback-data.ts';
import { type BotContext, chatOf, type HandlerDependencies, type Notice } from '../context.ts';
import type { Screen } from '../screen.ts';
import { renderExpect, renderExpired, renderGood, renderHasBooking } from './render-hour.ts';

/** Hours that are offered where the time to decide is over. */
const offeredAgain = 4;

/** An hour that a person looks at is held for them; when its time is over, they are told whether it is free again. */
export function createHolding({ bookings, isPreview, now }: HandlerDependencies) {
  const { desk } = bookings;

  /** The hours of the same day, or the list where there is no such hour any more. */
  const listAround = (search: PlacedSearch, hour: OfferedHour | null): Route => {
    const list = parseRoute(listData(search)) as Route;
    if (!hour || search.among === 'sessions') return list;
    return { name: 'book:hours', args: { search, day: dayIn(zoneOf(search), hour.slot.startsAt), page: 0 } };
  };

  /** Says what came in between, above the hours that are free now. */
  async function others(ctx: BotContext, search: PlacedSearch, hour: OfferedHour | null, notice: Notice | null) {
    ctx.notice = notice;
    const { name, args } = listAround(search, hour);
    await ctx.goTo(name, args as never);
    return undefined;
  }

  const sayHasBooking = (ctx: BotContext, search: PlacedSearch): Screen =>
    renderHasBooking(ctx.words, search, isPreview);

  async function expiredScreen(ctx: BotContext, search: PlacedSearch, held: OfferedHour): Promise<Screen> {
    const { id, startsAt } = held.slot;
    const zone = zoneOf(search);
    const day = dayIn(zone, startsAt);
    // Looked at now: somebody else may have it by then, or the organisation has taken it back.
    const hour = await desk.hour(id);
    const again = hour && isFreeNow(hour, now()) ? [hour] : [];
    const all = search.among === 'hours' ? await desk.freeHours(day, search.wish, zone) : [];
    const others = all.filter(({ slot }) => slot.id !== id);
    const hours = [...again, ...others].slice(0, offeredAgain);
    const isMarked = isExample(isPreview, held);
    return renderExpired(ctx.words, search, { day, hours, isFreeAgain: again.length > 0, isMarked });
  }

  /** A screen of an hour that is held; when its time is over, the screen that says so comes by itself. */
  const withHeld = (
    ctx: BotContext,
    { search, slot, until }: Arguments<'book:expect'>,
    render: (search: PlacedSearch, hour: OfferedHour) => Screen,
  ): Promise<Screen | undefined> =>
    withCity(ctx, search, async (placed) => {
      const hour = await desk.hour(slot);
      if (!hour) return others(ctx, placed, null, refusals.no_such_hour);
      const left = until - now();
      const expired = () => expiredScreen(ctx, placed, hour);
      if (left <= 0) return expired();
      // Asked then: few people take five minutes, and what is free now may be taken by then.
      ctx.playOn([{ afterSeconds: Math.ceil(left / 1000), route: listAround(placed, hour), screen: expired }]);
      return render(placed, hour);
    });

  return {
    others,
    sayHasBooking,

    hold: (ctx: BotContext, { search, slot }: Arguments<'book:hold'>): Promise<Screen | undefined> =>
      withCity(ctx, search, async (placed) => {
        const held = await desk.hold(slot, chatOf(ctx));
        if (!held.ok) {
          if (held.error === 'has_booking') return sayHasBooking(ctx, placed);
          return others(ctx, placed, await desk.hour(slot), refusals[held.error]);
        }
        const { hold, until, hour } = held.value;
        const [way] = waysOf(placed.wish, hour);
        if (!way) {
          await desk.letGo(hold);
          return others(ctx, placed, hour, refusals.no_such_hour);
        }
        await ctx.goTo('book:expect', { search: placed, hold, slot, until, way });
        return undefined;
      }),

    expect: (ctx: BotContext, at: Arguments<'book:expect'>) =>
      withHeld(ctx, at, (search, hour) =>
        renderExpect({ words: ctx.words, ...at, search, hour, isPreview, now: now() }),
      ),

    good: (ctx: BotContext, at: Arguments<'book:good'>) =>
      withHeld(ctx, at, (_, hour) => renderGood(ctx.words, at, isExample(isPreview, hour))),

    async other(ctx: BotContext, { search, hold, slot }: Arguments<'book:other'>): Promise<Screen | undefined> {
      await desk.letGo(hold);
      const hour = await desk.hour(slot);
      return withCity(ctx, search, (placed) => others(ctx, placed, hour, null));
    },
  };
}

export type Holding = ReturnType<typeof createHolding>;

const notice = (line: Notice['line']): Notice => ({ first: 'book.noticeFirst', line });

const refusals: Readonly<Record<Exclude<HoldRefusal, 'has_booking'> | 'no_such_hour', Notice>> = {
  taken: notice('book.taken'),
  busy: notice('book.busy'),
  too_late: notice('book.tooLate'),
  called_off: notice('book.calledOff'),
  no_such_hour: notice('book.noSuchHour'),
};
