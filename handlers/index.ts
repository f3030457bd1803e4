import { createAboutFlow } from './about/flow.ts';
import { createBookFlow } from './book/flow.ts';
import { createClearFlow } from './clear/flow.ts';
import type { HandlerDependencies } from './context.ts';
import { createCopingFlow } from './coping/flow.ts';
import { createCrisisFlow } from './crisis/flow.ts';
import type { BeforeClear, Flow } from './flow.ts';
import { createMeetFlow } from './meet/flow.ts';
import { createMenuFlow } from './menu/flow.ts';
import { createMyBookingFlow } from './my-booking/flow.ts';
import { createReceiptFlow } from './receipt/flow.ts';
import { createReferralsFlow } from './referrals/flow.ts';
import { createReportFlow } from './report/flow.ts';
import { createRouter, type Router } from './router.ts';
import { createSettingsFlow } from './settings/flow.ts';

/** The list of flows: the only file to touch to add one (and its routes in `callback-data.ts`). */
export function createFlows(dependencies: HandlerDependencies): Router {
  const menu = createMenuFlow(dependencies);
  const crisis = createCrisisFlow(dependencies);
  const coping = createCopingFlow(dependencies);
  const referrals = createReferralsFlow(dependencies);
  const book = createBookFlow(dependencies);
  const meet = createMeetFlow(dependencies);
  const mine = createMyBookingFlow(dependencies);
  const report = createReportFlow(dependencies);
  const receipt = createReceiptFlow(dependencies);
  const settings = createSettingsFlow();
  const about = createAboutFlow(dependencies);
  const others: readonly Pick<Flow, 'beforeClear'>[] = [
    menu,
    crisis,
    coping,
    referrals,
    book,
    meet,
    mine,
    report,
    receipt,
    settings,
    about,
  ];
  const clear = createClearFlow(others.flatMap(({ beforeClear }): BeforeClear[] => (beforeClear ? [beforeClear] : [])));
  const flows = [menu, crisis, coping, referrals, book, meet, mine, report, receipt, settings, about, clear];
  return createRouter(
    {
      ...menu.routes,
      ...crisis.routes,
      ...coping.routes,
      ...referrals.routes,
      ...book.routes,
      ...meet.routes,
      ...mine.routes,
      ...report.routes,
      ...receipt.routes,
      ...settings.routes,
      ...about.routes,
      ...clear.routes,
    },
    Object.assign({}, ...flows.map((flow) => flow.commands)),
  );
}
