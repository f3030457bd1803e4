import { loadCopingContent } from '../../../db/seed/coping/index.ts';
import type { HourSearch } from '../../../domain/booking/hour-search.ts';
import type { VisibilityMode } from '../../../domain/contact-visibility.ts';
import { type Whereabouts, whereabouts } from '../../../domain/country.ts';
import { onlyCounted } from '../../../domain/incident-report/draft.ts';
import { decodeForm } from '../../../domain/incident-report/form-bytes.ts';
import { type Language, languages } from '../../../domain/language.ts';
import type { OrganisationAnswer } from '../../../domain/organisation-answer.ts';
import { succeeded } from '../../../domain/outcome.ts';
import type { Service } from '../../../domain/referral.ts';
import { filters } from '../../../domain/referral-search.ts';
import { answerStale } from '../../../handlers/anything.ts';
import { open, parseRoute, type Route, routeNames } from '../../../handlers/callback-data.ts';
import { renderFailure } from '../../../handlers/errors.ts';
import { contentKinds } from '../../../handlers/incoming.ts';
import { createFlows } from '../../../handlers/index.ts';
import type { ReportParts } from '../../../handlers/report-parts.ts';
import { isStartRoute, type Router } from '../../../handlers/router.ts';
import { renderCountryStep, renderLanguageStep, renderWelcome } from '../../../handlers/start/render.ts';
import { wordsIn } from '../../../locales/index.ts';
import { bookingPartsInMemory } from '../../support/booking-parts.ts';
import { createDeskInMemory, type DeskInMemory, readerNamed } from '../../support/desk-in-memory.ts';
import { reportPartsInMemory } from '../../support/report-parts.ts';
import { asSent, chat, createFakeContext, press, type SentScreen } from './press.ts';

/** One screen of the bot, and how it was come by. */
export interface Visit extends SentScreen {
  readonly language: Language;
  /** The route, or a word for a screen that has none. */
  readonly name: Route['name'] | 'start' | 'welcome' | 'failure' | 'stale' | 'notice';
  /** Callback data, to name the screen in a fault. */
  readonly data: string;
  /** Where the person is, as far as the screen knows. */
  readonly place: Whereabouts | null;
}

export interface World {
  readonly services: readonly Service[];
  readonly visibility: VisibilityMode;
  readonly isPreview: boolean;
}

/** Tests never read the real time. */
export const today = '2026-11-22';

const now = Date.parse(`${today}T12:00:00Z`);

const coping = loadCopingContent();

/** Somebody of the directory can be chosen to read a report, and the preview's example. */
const desk = createDeskInMemory();
desk.readers.set('KG', [readerNamed('tais-plus'), readerNamed('example', true)]);
const found = {
  answers: ['We can help.' as OrganisationAnswer, null],
  remains: { mayBeRead: true, isPublished: true },
};
const reports: ReportParts = {
  ...reportPartsInMemory(() => now, { ...desk, look: async () => succeeded(found) } as DeskInMemory),
  limits: { check: () => ({ kind: 'pass' }), note: () => {} },
  // As if a code had been entered and found, whatever was pressed before.
  pad: { digits: () => '1234567812345678', isFound: () => true, set: () => {}, clear: () => {} },
  tries: { begin: async () => 'pass', noteWrong: () => {}, giveBack: () => {} },
};

// As if a booking code had been entered and found.
const pad = { digits: () => '123456781234', isFound: () => true, set: () => {}, clear: () => {} };
const bookings = { ...bookingPartsInMemory(() => now), pad, tries: reports.tries };

const menu: Route = { name: 'menu:open', args: {} };

/** The screens that may be asked for out of nowhere, by a command or by what a person wrote. */
const roots: readonly Route[] = routeNames.flatMap((name) => {
  const route = parseRoute(name);
  return route && !isStartRoute(route) ? [route] : [];
});

/** Every screen of the bot in every language, by pressing every button that leads on from the first ones. */
export async function walk(world: World): Promise<readonly Visit[]> {
  const router = createFlows({
    ...world,
    services: () => world.services,
    coping: (language) => coping[language],
    today: () => today,
    now: () => now,
    reports,
    bookings,
  });
  const visits: Visit[] = [];
  for (const language of languages) {
    visits.push(...(await walkFrom(router, language, world.isPreview)));
    for (const country of whereabouts) visits.push(...(await screensAtHome(router, language, country)));
    visits.push(...(await screensWithoutRoute(router, language, world.isPreview)));
  }
  return visits;
}

async function walkFrom(router: Router, language: Language, isPreview: boolean): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  const queue = [...roots];
  const seen = new Set(queue.map(sightOf));
  // The loop goes on over what is pushed inside it.
  for (const route of queue) {
    const sent = await press(router, route, { language, country: null });
    if (sent.html !== '' || sent.answers.length > 0) visits.push(visitOf(route, language, null, sent));
    for (const next of [...routesOn(sent), ...narrowest(route)]) {
      const sight = sightOf(next);
      if (seen.has(sight) || !isFollowed(next, isPreview)) continue;
      seen.add(sight);
      queue.push(next);
    }
  }
  return visits;
}

/** The screens that depend on the country that the bot remembers. */
async function screensAtHome(router: Router, language: Language, country: Whereabouts): Promise<readonly Visit[]> {
  const sent = await Promise.all(roots.map((route) => press(router, route, { language, country })));
  return roots.map((route, index) => visitOf(route, language, country, sent[index] as SentScreen));
}

async function screensWithoutRoute(router: Router, language: Language, isPreview: boolean): Promise<readonly Visit[]> {
  const words = wordsIn(language);
  const visit = (name: Visit['name'], sent: SentScreen): Visit => ({
    ...sent,
    language,
    name,
    data: name,
    place: null,
  });
  const stale = createFakeContext(router, { language, country: null });
  await answerStale(stale.context);
  const lines = contentKinds
    .filter((kind) => kind !== 'command' && kind !== 'press')
    .map((kind) => `anything.${kind}` as const);
  const notices = await Promise.all(
    [...lines, 'anything.undeleted' as const, 'errors.oldButton' as const].map((line) =>
      press(router, menu, { language, country: 'KG', notice: { first: 'anything.first', line } }),
    ),
  );
  return [
    visit('start', asSent(renderLanguageStep(words))),
    visit('start', asSent(renderCountryStep(words))),
    visit('welcome', asSent(renderWelcome(words, isPreview))),
    visit('failure', asSent(renderFailure(words, open('menu:open', {})))),
    visit('failure', asSent(renderFailure(words, open('menu:open', {}), true))),
    visit('failure', asSent(renderFailure(words, undefined))),
    visit('stale', stale.sent()),
    ...notices.map((sent) => visit('notice', sent)),
  ];
}

/**
 * Filters are pressed in their order only, and none leads to an entry: it would be nothing new. The
 * preview differs in the contacts alone, and the need "everything" leads to each of them.
 */
function isFollowed({ name, args }: Route, isPreview: boolean): boolean {
  if (name.startsWith('start:')) return false;
  if (isPreview && name === 'report:go') return false;
  if (isPreview && 'need' in args && args.need !== 'all') return false;
  if (!('filters' in args) || args.filters.length === 0) return true;
  if (name === 'help:list') return args.filters.length === filters.length;
  return name === 'help:filters' && args.filters.every((filter, index) => filter === filters[index]);
}

/** A list with all filters, without the ten presses that lead there: the shortest list of its need. */
function narrowest({ name, args }: Route): readonly Route[] {
  return name === 'help:list' && args.page === 0 && args.filters.length === 0
    ? [{ name, args: { ...args, filters } }]
    : [];
}

/** An entry and the filters are the same screen whatever list led to it, but for the way back. */
function sightOf(route: Route): string {
  const { name, args } = route;
  if (name === 'help:entry' || name === 'help:contact') return `${name}:${args.service}.${args.place}`;
  if (name === 'help:filters') return `${name}:${args.place}.${args.filters.join('.')}`;
  if (name === 'report:go') return formSight(args.form);
  if (name === 'report:sos' || name === 'report:send') return name;
  if ('search' in args) return searchSight(name, args);
  return dataOf(route);
}

/** Wishes change marks and what is found; each alone is walked where there are hours, and many as one. */
function searchSight(name: string, { search, ...more }: { readonly search: HourSearch }): string {
  const { wish, city, among } = search;
  const chosen = [wish.language, wish.way, wish.companion, wish.topic].filter((value) => value !== 'any');
  const wishes = wish.country === 'KG' && name === 'book:wish' && chosen.length === 1 ? chosen : [chosen.length > 0];
  return JSON.stringify([name, wish.country, city !== null, among, wishes, more]);
}

/** Answers that change nothing but a mark or a line are one sight: there are more of them than anybody could walk. */
function formSight(sealed: string): string {
  const plain = reports.seal.open('form', chat, sealed);
  const state = plain && decodeForm(plain);
  if (!state) return 'no form';
  const { draft, place, aside } = state;
  const { step, areaGroup, areaPage, isEditing } = place;
  if (['country', 'scope', 'area_group', 'area'].includes(step)) {
    return `form:${[step, draft.country, areaGroup, areaPage].join('.')}`;
  }
  const isSeveral = Math.min(draft.types.length, 2);
  const isTold = [draft.recipientTag !== onlyCounted, draft.effects.length > 0];
  return `form:${[step, aside, isEditing, draft.country === 'KG', isSeveral, ...isTold].join('.')}`;
}

/** The routes behind the buttons of a screen; a button that leads nowhere is another test's matter. */
export function routesOn({ keyboard }: SentScreen): readonly Route[] {
  return keyboard.flat().flatMap((button) => {
    const route = 'data' in button ? parseRoute(button.data) : null;
    return route && !isStartRoute(route) ? [route] : [];
  });
}

export const dataOf = (route: Route): string => open(route.name, route.args as never);

function visitOf(route: Route, language: Language, country: Whereabouts | null, sent: SentScreen): Visit {
  const { args } = route;
  const place = 'place' in args ? args.place : 'country' in args ? args.country : country;
  return { ...sent, language, name: route.name, data: dataOf(route), place };
}
