import { encodeSearch, type HourSearch } from '../../domain/booking/hour-search.ts';
import type { Whereabouts } from '../../domain/country.ts';
import { beginSearch, type PlacedSearch, withCity, zoneOf } from '../booking-search.ts';
import type { Arguments } from '../callback-data.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Screen } from '../screen.ts';
import { renderDays, renderHours, renderNone } from './render-days.ts';
import { renderCities, renderTopics, renderWish } from './render-wish.ts';

/** Days on one screen of a small phone. */
const daysShown = 6;

/** From what matters to the free hours of a day. Nothing is kept but what the person asks to remember. */
export function createFinding({ bookings, isPreview }: HandlerDependencies) {
  const { desk } = bookings;

  const begin = async (ctx: BotContext, place: Whereabouts): Promise<undefined> => {
    await ctx.goTo('book:wish', { search: beginSearch(place, ctx.settings, 'hours') });
  };

  const wish = (ctx: BotContext, search: HourSearch): Screen =>
    renderWish({ words: ctx.words, search, isPreview, isRemembered: ctx.settings?.wish === encodeSearch(search) });

  const none = async (ctx: BotContext, search: PlacedSearch): Promise<Screen> =>
    renderNone({ words: ctx.words, search, isPreview }, await desk.elsewhere(search.wish));

  const days = async (ctx: BotContext, search: PlacedSearch, from: Arguments<'book:days'>['from']): Promise<Screen> => {
    const paging = { most: daysShown, ...(from && { from }) };
    const found = await desk.daysWithFreeHours(search.wish, zoneOf(search), paging);
    if (found.days.length > 0) return renderDays({ words: ctx.words, search, isPreview }, found);
    // The days behind an old button may be over: from today on there may be others.
    return from ? days(ctx, search, null) : none(ctx, search);
  };

  return {
    async open(ctx: BotContext): Promise<undefined> {
      const place = ctx.settings?.country;
      await (place ? begin(ctx, place) : ctx.goTo('country:ask', { next: 'book' }));
    },
    begin,
    wish,
    topics: (ctx: BotContext, search: HourSearch): Screen => renderTopics(ctx.words, search, isPreview),
    cities: (ctx: BotContext, search: HourSearch): Screen => renderCities(ctx.words, search, isPreview),
    async remember(ctx: BotContext, { search, isOn }: Arguments<'book:remember'>): Promise<undefined> {
      await ctx.remember({
        language: ctx.words.language,
        country: ctx.settings?.country ?? search.wish.country,
        wish: isOn ? encodeSearch(search) : null,
      });
      ctx.answer(ctx.words.plain(isOn ? 'book.remembered' : 'book.forgotten'));
      await ctx.goTo('book:wish', { search });
    },
    days: (ctx: BotContext, { search, from }: Arguments<'book:days'>) =>
      withCity(ctx, search, (known) => days(ctx, known, from)),
    hours: (ctx: BotContext, { search, day, page }: Arguments<'book:hours'>) =>
      withCity(ctx, search, async (known) => {
        const hours = await desk.freeHours(day, known.wish, zoneOf(known));
        const shown = { words: ctx.words, search: known, isPreview };
        return hours.length > 0 ? renderHours(shown, { day, page, hours }) : days(ctx, known, null);
      }),
  };
}
