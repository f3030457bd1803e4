import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';

/** Not there yet: leads to the menu. */
export function createBookFlow(_: HandlerDependencies): Flow<'book:open'> {
  return {
    commands: {},
    routes: {
      'book:open': async (ctx) => {
        await ctx.goTo('menu:open', {});
        return undefined;
      },
    },
  };
}
