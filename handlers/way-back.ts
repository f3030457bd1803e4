import { parseRoute, type Route } from './callback-data.ts';

/**
 * Urgent help, its questions and the question of `/clear` come in between: whoever sees them was at
 * something else, and finds back to it. This is the one rule of what that is.
 */

/** What is known of the screens of a chat, as callback data; empty or undefined where nothing is. */
export interface KnownScreens {
  /** The screen that stands there. */
  readonly screenAtHand: string | undefined;
  /** What the person was at, where other screens have come in between. */
  readonly screenBefore: string | undefined;
}

/** True for a way back to what the person was at. */
export const isWayBack = (route: Route): boolean => route.name === 'distress:resume' || route.name === 'clear:keep';

/**
 * Where a way back leads. A second tap finds the person back already: they stay there. Where nothing is
 * known, as after a restart, it is the menu, and never one of the screens that came in between.
 */
export const wayBack = (known: KnownScreens): Route => parseRoute(dataBelow(known)) ?? { name: 'menu:open', args: {} };

/** Callback data of the report or booking that the person is in the middle of; null where there is none. */
export function dataUnderWay(known: KnownScreens): string | null {
  const data = dataBelow(known);
  return isUnderWay(data) ? data : null;
}

/** Callback data of the screen to go back to once `next` stands in the chat; empty for none. */
export function screenBeforeNext(next: Route, known: KnownScreens): string {
  const data = dataBelow(known);
  // "People like you" leads on from urgent help to lists of places: no reason to lose a report.
  const isAside = next.name.startsWith('help:') && data !== known.screenAtHand && isUnderWay(data);
  return isInBetween(next) || isAside ? data : '';
}

/** What the person was at, below whatever came in between; empty where it is not known. */
function dataBelow({ screenAtHand = '', screenBefore = '' }: KnownScreens): string {
  if (screenBefore !== '') return screenBefore;
  const route = parseRoute(screenAtHand);
  return route === null || isInBetween(route) ? '' : screenAtHand;
}

const isInBetween = (route: Route): boolean =>
  route.name.startsWith('distress:') ||
  route.name.startsWith('sos:') ||
  route.name === 'clear:ask' ||
  (route.name === 'country:ask' && route.args.next === 'sos');

/** True for what takes several steps, and is lost time when somebody must begin it again. */
function isUnderWay(data: string): boolean {
  const route = parseRoute(data);
  return route !== null && (route.name === 'report:go' || /^(book|meet|mine):/.test(route.name));
}
