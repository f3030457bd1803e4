import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';

/** Not there yet: leads to the menu. */
export function createMeetFlow(_: HandlerDependencies): Flow<'meet:open'> {
  return {
    commands: {},
    routes: {
      'meet:open': async (ctx) => {
        await ctx.goTo('menu:open', {});
        return undefined;
      },
    },
  };
}
