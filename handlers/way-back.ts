import { parseRoute, type Route } from './callback-data.ts';
import { isUrgentHelp } from './urgent-help.ts';

/**
 * Urgent help, its questions and the question of `/clear` come in between: whoever sees them was at
 * something else, and finds back to it. This is the one rule of what that is.
 */

/** What is known of the screens of a chat, as callback data; empty or undefined where nothing is. */
export interface KnownScreens {
  /** The screen that stands there. */
  readonly screenAtHand: string | undefined;
  /** The screens below it, where others have come in between: first what the person was at. */
  readonly screensBefore: readonly string[] | undefined;
}

/** True for a way back to what the person was at. */
export const isWayBack = (route: Route): boolean => route.name === 'distress:resume' || route.name === 'clear:keep';

/**
 * Where a way back leads: from the question of `/clear` to the very screen below it, which may be urgent help;
 * from urgent help to what the person was at. A second tap finds the person back already: they stay there. Where
 * nothing is known, as after a restart, it is the menu, and never one of the screens that came in between.
 */
export function wayBack(from: Route, known: KnownScreens): Route {
  const data = from.name === 'clear:keep' ? dataBelowQuestion(known) : dataBelow(known);
  return parseRoute(data) ?? { name: 'menu:open', args: {} };
}

/** Callback data of the report or booking that the person is in the middle of; null where there is none. */
export function dataUnderWay(known: KnownScreens): string | null {
  const data = dataBelow(known);
  return isUnderWay(data) ? data : null;
}

/** Callback data of the screens to go back to once `next` stands in the chat; the one to go back to last comes first. */
export function screensBeforeNext(next: Route, known: KnownScreens): readonly string[] {
  if (next.name === 'clear:ask') return screensBelowQuestion(known);
  const data = dataBelow(known);
  // "People like you" leads on from urgent help to lists of places: no reason to lose a report.
  const isAside = next.name.startsWith('help:') && data !== known.screenAtHand && isUnderWay(data);
  return data !== '' && (isInBetween(next) || isAside) ? [data] : [];
}

/** What the person was at, below whatever came in between; empty where it is not known. */
function dataBelow({ screenAtHand = '', screensBefore = [] }: KnownScreens): string {
  const isAtIt = (data: string) => {
    const route = parseRoute(data);
    return route !== null && !isInBetween(route);
  };
  return [...screensBefore, screenAtHand].find(isAtIt) ?? '';
}

/** All screens below the question of `/clear`, which is asked once however often it is called for. */
function screensBelowQuestion({ screenAtHand = '', screensBefore = [] }: KnownScreens): readonly string[] {
  return screenAtHand === '' || isClearQuestion(screenAtHand) ? screensBefore : [...screensBefore, screenAtHand];
}

/** The screen over which `/clear` asks, or the one at hand where it does not ask any more. */
const dataBelowQuestion = (known: KnownScreens): string => screensBelowQuestion(known).at(-1) ?? '';

const isClearQuestion = (data: string): boolean => parseRoute(data)?.name === 'clear:ask';

const isInBetween = (route: Route): boolean =>
  isUrgentHelp(route) || route.name === 'clear:ask' || (route.name === 'country:ask' && route.args.next === 'sos');

/** True for what takes several steps, and is lost time when somebody must begin it again. */
function isUnderWay(data: string): boolean {
  const route = parseRoute(data);
  return route !== null && (route.name === 'report:go' || /^(book|meet|mine):/.test(route.name));
}
