import type { Flow } from '../flow.ts';

/** What a booking code opens: details, another hour, giving it back. */
export function createMyBookingFlow(): Flow<'mine:open'> {
  return {
    commands: {},
    routes: {
      'mine:open': async (ctx) => {
        await ctx.goTo('menu:open', {});
        return undefined;
      },
    },
  };
}
