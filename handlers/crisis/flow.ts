import { crisisHelp } from '../../domain/crisis.ts';
import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { renderCrisisHelp, renderTraces } from './render.ts';

type Routes = 'sos:open' | 'sos:in' | 'sos:traces';

/**
 * `/sos`: the lines of the country that may be shown, then the international ones. It needs
 * neither memory nor database: the directory is in memory and the country travels in the button.
 */
export function createCrisisFlow(dependencies: HandlerDependencies): Flow<Routes> {
  const { services, today, visibility } = dependencies;
  return {
    commands: { sos: { name: 'sos:open', args: {} } },
    routes: {
      'sos:open': ({ words, settings }) => {
        const place = settings?.country ?? null;
        return renderCrisisHelp(words, place, crisisHelp(services(), place, today(), visibility));
      },
      'sos:in': ({ words }, { place }) =>
        renderCrisisHelp(words, place, crisisHelp(services(), place, today(), visibility)),
      'sos:traces': ({ words }, { place }) => renderTraces(words, place),
    },
  };
}
