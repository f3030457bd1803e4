import type { HourSearch } from '../../domain/booking/hour-search.ts';
import type { Whereabouts } from '../../domain/country.ts';
import { beginSearch, withCity } from '../booking-search.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import type { Screen } from '../screen.ts';
import { renderNoSessions, renderSessions } from './render.ts';

type Routes = 'meet:open' | 'meet:in' | 'meet:list';

/** "Meet others": group sessions that people in a country can reach, by date. They are booked like hours. */
export function createMeetFlow({ bookings, isPreview }: HandlerDependencies): Flow<Routes> {
  const begin = async (ctx: BotContext, place: Whereabouts): Promise<undefined> => {
    await ctx.goTo('meet:list', { search: beginSearch(place, ctx.settings, 'sessions'), page: 0 });
  };

  const list = async (ctx: BotContext, search: HourSearch, page: number): Promise<Screen | undefined> => {
    const sessions = await bookings.desk.sessions(search.wish.country);
    if (sessions.length === 0) return renderNoSessions(ctx.words, search, isPreview);
    return withCity(ctx, search, (placed) =>
      renderSessions({ words: ctx.words, search: placed, isPreview }, sessions, page),
    );
  };

  return {
    commands: {},
    routes: {
      'meet:open': async (ctx) => {
        const place = ctx.settings?.country;
        await (place ? begin(ctx, place) : ctx.goTo('country:ask', { next: 'meet' }));
        return undefined;
      },
      'meet:in': (ctx, { place }) => begin(ctx, place),
      'meet:list': (ctx, { search, page }) => list(ctx, search, page),
    },
  };
}
