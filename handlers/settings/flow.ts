import { parseRoute, type Route } from '../callback-data.ts';
import type { BotContext } from '../context.ts';
import type { Flow } from '../flow.ts';
import { renderCountryQuestion, renderLanguageQuestion } from './render.ts';

const menu: Route = { name: 'menu:open', args: {} };

type Routes = 'language:ask' | 'language:set' | 'country:ask' | 'country:set';

/** `/language` and `/country`: what the person chose, and can change at any time. */
export function createSettingsFlow(): Flow<Routes> {
  return {
    commands: {
      language: { name: 'language:ask', args: {} },
      country: { name: 'country:ask', args: { next: 'menu' } },
    },
    routes: {
      'language:ask': ({ words }) => renderLanguageQuestion(words),
      'language:set': async (ctx, { language }) => {
        await ctx.remember({ language, country: ctx.settings?.country ?? null });
        ctx.answer(ctx.words.plain('settings.saved'));
        const { name, args } = screenBefore(ctx) ?? menu;
        await ctx.goTo(name, args as never);
        return undefined;
      },
      'country:ask': ({ words }, { next }) => renderCountryQuestion(words, next),
      'country:set': async (ctx, { country, next }) => {
        const remembered = ctx.remember({ language: ctx.words.language, country });
        if (next === 'menu') {
          await remembered;
          ctx.answer(ctx.words.plain('settings.saved'));
          await ctx.goTo('menu:open', {});
          return undefined;
        }
        // Help does not wait for the memory: the country travels with the button.
        await remembered.catch(() => {});
        if (next === 'book' || next === 'meet') await ctx.goTo(`${next}:in`, { place: country });
        else await ctx.goTo(next === 'sos' ? 'sos:in' : 'help:needs', { place: country });
        return undefined;
      },
    },
  };
}

/** The screen from which the person came to the choice of language, in other words. */
function screenBefore(ctx: BotContext): Route | null {
  const route = parseRoute(ctx.screenAtHand ?? '');
  return route?.name.startsWith('start:') ? null : route;
}
