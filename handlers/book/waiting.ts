import type { HourSearch } from '../../domain/booking/hour-search.ts';
import { withCity, zoneOf } from '../booking-search.ts';
import { type BotContext, chatOf, type HandlerDependencies } from '../context.ts';
import type { Screen } from '../screen.ts';
import { renderWaiting } from './render-waiting.ts';

/** The wait list, for who finds nothing: the only place of this flow where an address is kept. */
export function createWaiting({ bookings, isPreview }: HandlerDependencies) {
  const { desk, sealAddress } = bookings;

  return {
    join: (ctx: BotContext, search: HourSearch): Promise<Screen | undefined> =>
      withCity(ctx, search, async (placed) => {
        const alias = chatOf(ctx);
        await desk.joinWaitList(alias, {
          wish: placed.wish,
          address: sealAddress(alias),
          language: ctx.words.language,
          zone: zoneOf(placed),
        });
        return renderWaiting(ctx.words, placed, isPreview);
      }),
    async leave(ctx: BotContext, search: HourSearch): Promise<undefined> {
      await desk.leaveWaitList(chatOf(ctx));
      ctx.answer(ctx.words.plain('book.left'));
      await ctx.goTo('book:wish', { search });
    },
  };
}
