import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { renderAbout, renderAboutPage } from './render.ts';

type Routes = 'about:open' | 'about:readers' | 'about:kept' | 'about:phone' | 'about:authors';

/** `/about`: who can read this, what is kept, how to protect the phone, who wrote the texts. */
export function createAboutFlow({ isPreview }: HandlerDependencies): Flow<Routes> {
  return {
    commands: { about: { name: 'about:open', args: {} } },
    routes: {
      'about:open': ({ words }) => renderAbout(words, isPreview),
      'about:readers': ({ words }) => renderAboutPage(words, 'readers'),
      'about:kept': ({ words }) => renderAboutPage(words, 'kept'),
      'about:phone': ({ words }) => renderAboutPage(words, 'phone'),
      'about:authors': ({ words }) => renderAboutPage(words, 'authors'),
    },
  };
}
