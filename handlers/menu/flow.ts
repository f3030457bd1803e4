import type { Flow } from '../flow.ts';
import { renderMenu } from './render.ts';

/** `/menu`: everything that the bot can do. */
export function createMenuFlow(): Flow<'menu:open'> {
  return {
    commands: { menu: { name: 'menu:open', args: {} } },
    routes: {
      'menu:open': ({ words, settings }) => renderMenu(words, settings?.country ?? null),
    },
  };
}
