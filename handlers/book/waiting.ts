import type { HourSearch } from '../../domain/booking/hour-search.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { isPlaced, zoneOf } from '../booking-search.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Screen } from '../screen.ts';
import { renderWaiting } from './render-waiting.ts';

/** The wait list, for who finds nothing: the only place of this flow where an address is kept. */
export function createWaiting({ bookings, isPreview }: HandlerDependencies) {
  const { desk, sealAddress } = bookings;

  return {
    async join(ctx: BotContext, search: HourSearch): Promise<Screen | undefined> {
      if (!isPlaced(search)) {
        await ctx.goTo('book:cities', { search });
        return undefined;
      }
      const alias = ctx.chatId as ChatAlias;
      const { language } = ctx.words;
      await desk.joinWaitList(alias, {
        wish: search.wish,
        address: sealAddress(alias),
        language,
        zone: zoneOf(search),
      });
      return renderWaiting(ctx.words, search, isPreview);
    },
    async leave(ctx: BotContext, search: HourSearch): Promise<undefined> {
      await desk.leaveWaitList(ctx.chatId as ChatAlias);
      await ctx.goTo('book:wish', { search });
      await ctx.answer(ctx.words.plain('book.left'));
    },
  };
}
