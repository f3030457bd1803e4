import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { renderMenu } from './render.ts';

/** `/menu`: everything that the bot can do. */
export function createMenuFlow({ coping }: HandlerDependencies): Flow<'menu:open'> {
  return {
    commands: { menu: { name: 'menu:open', args: {} } },
    routes: {
      'menu:open': ({ words, settings }) =>
        renderMenu(words, settings?.country ?? null, coping(words.language).cards.length > 0),
    },
  };
}
