import { createAboutFlow } from './about/flow.ts';
import type { HandlerDependencies } from './context.ts';
import { createCopingFlow } from './coping/flow.ts';
import { createCrisisFlow } from './crisis/flow.ts';
import { createMenuFlow } from './menu/flow.ts';
import { createReferralsFlow } from './referrals/flow.ts';
import { createRouter, type Router } from './router.ts';
import { createSettingsFlow } from './settings/flow.ts';

/** The list of flows: the only file to touch to add one (and its routes in `callback-data.ts`). */
export function createFlows(dependencies: HandlerDependencies): Router {
  const menu = createMenuFlow(dependencies);
  const crisis = createCrisisFlow(dependencies);
  const coping = createCopingFlow(dependencies);
  const referrals = createReferralsFlow(dependencies);
  const settings = createSettingsFlow();
  const about = createAboutFlow(dependencies);
  const flows = [menu, crisis, coping, referrals, settings, about];
  return createRouter(
    { ...menu.routes, ...crisis.routes, ...coping.routes, ...referrals.routes, ...settings.routes, ...about.routes },
    Object.assign({}, ...flows.map((flow) => flow.commands)),
  );
}
