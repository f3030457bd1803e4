import { beforeAll, describe, expect, test } from 'vitest';
import { loadCopingContent } from '../../db/seed/coping/index.ts';
import { contactVisibility } from '../../domain/contact-visibility.ts';
import { situations } from '../../domain/coping-tip.ts';
import { type Whereabouts, whereabouts } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import type { Service } from '../../domain/referral.ts';
import { isVisibleIn, offeredNeeds, serves } from '../../domain/referral-search.ts';
import { open, parseRoute, routeNames } from '../../handlers/callback-data.ts';
import { wordsIn } from '../../locales/index.ts';
import { textFiles } from '../../locales/text-files.ts';
import { countCharacters } from '../locales/checks/characters.ts';
import { firstLineFaults } from '../locales/checks/first-line.ts';
import { htmlFaults, markupIn } from '../locales/checks/telegram-html.ts';
import { loadDirectory } from './support/directory.ts';
import { everythingOn, missingWays, policeFirstOrAlone, valuesIn } from './support/screen-checks.ts';
import { dataOf, routesOn, today, type Visit, walk } from './support/walk.ts';

const longestMessage = 4096;
const mostButtons = 100;
const longestData = 64;
const longestLabel = 24;
/** What fits beside others on a small phone before Telegram cuts it, by the number of buttons in a row. */
const longestBeside = [24, 24, 18, 12];

let services: readonly Service[];
/** As it is served: what nobody checked is hidden. */
let released: readonly Visit[];
/** As the preview shows it: unchecked contacts too. */
let preview: readonly Visit[];
let all: readonly Visit[];

beforeAll(async () => {
  services = await loadDirectory();
  released = await walk({ services, visibility: { showUnchecked: false }, isPreview: false });
  preview = await walk({ services, visibility: { showUnchecked: true }, isPreview: true });
  all = [...released, ...preview];
  // Seconds alone, but other test files may be at work on the same machine.
}, 120_000);

/** The first few of what a check finds, each with the screen where it is. */
function faults(visits: readonly Visit[], check: (visit: Visit) => readonly string[]): readonly string[] {
  const found = visits.flatMap((visit) => check(visit).map((fault) => `${visit.language} ${visit.data}: ${fault}`));
  return [...new Set(found)].slice(0, 40);
}

const labelsOf = ({ keyboard }: Visit) => keyboard.flat().map(({ label }) => label);
const screens = (visits: readonly Visit[]) => visits.filter(({ html }) => html !== '');

test('the walk comes to every route, in every language, for every country, need and entry', () => {
  for (const language of languages) {
    const own = released.filter((visit) => visit.language === language);
    const names = new Set(all.filter((visit) => visit.language === language).map(({ name }) => name));
    // Others lead there by themselves: `report:send`, `book:confirm`, `country:set`.
    const isPressed = (name: string) =>
      !name.startsWith('start:') && !['report:done', 'book:done', 'book:in', 'meet:in'].includes(name);
    expect(routeNames.filter((name) => isPressed(name) && !names.has(name))).toEqual([]);
    for (const place of whereabouts) {
      const needs = own.filter((visit) => visit.name === 'help:list' && visit.place === place);
      const seen = new Set(needs.map(({ data }) => data.split('.')[1]));
      expect(seen.size, place).toBe(offeredNeeds(services, place).needs.length);
    }
    const entries = new Set(own.filter(({ name }) => name === 'help:entry').map(({ data }) => idIn(data)));
    const reachable = services.filter(
      (service) =>
        !service.kinds.includes('emergency') &&
        whereabouts.some((place) => serves(service, place) && isVisibleIn(service, place)),
    );
    expect(reachable.filter(({ id }) => !entries.has(id)).map(({ id }) => id)).toEqual([]);
  }
});

test('the walk comes to every card and every exercise: none is an orphan', () => {
  const content = loadCopingContent();
  for (const language of languages) {
    const seen = new Set(released.filter((visit) => visit.language === language).map(({ data }) => data));
    const cards = situations.flatMap((situation) =>
      content[language].cards
        .filter((card) => card.situation === situation)
        .map((_, index) => open('tips:card', { situation, index })),
    );
    const exercises = content[language].exercises.map(({ id }) => open('tips:exercise', { exercise: id }));
    expect([...cards, ...exercises].filter((data) => !seen.has(data))).toEqual([]);
  }
});

describe('every screen', () => {
  test('fits into a message', () => {
    expect(faults(all, ({ html }) => (html.length > longestMessage ? [String(html.length)] : []))).toEqual([]);
  });

  test('is HTML that Telegram accepts', () => {
    expect(faults(all, ({ html }) => htmlFaults(html))).toEqual([]);
  });

  test('begins with a line that tells a stranger nothing', () => {
    expect(faults(screens(all), ({ html }) => firstLineFaults(html.split('\n')[0] as string))).toEqual([]);
  });

  test('has at most 100 buttons, and at least one', () => {
    const isWrong = (visit: Visit) => labelsOf(visit).length === 0 || labelsOf(visit).length > mostButtons;
    expect(
      screens(all)
        .filter(isWrong)
        .map(({ data }) => data),
    ).toEqual([]);
  });

  test('has buttons whose data fits and leads where it says', () => {
    expect(
      faults(all, ({ keyboard }) =>
        keyboard.flat().flatMap((button) => {
          if (!('data' in button)) return [];
          const route = parseRoute(button.data);
          if (route === null) return [`${button.data} leads nowhere`];
          if (Buffer.byteLength(button.data) > longestData) return [`${button.data} is too long`];
          return dataOf(route) === button.data ? [] : [`${button.data} comes back as ${dataOf(route)}`];
        }),
      ),
    ).toEqual([]);
  });

  test('leads to urgent help, the menu and the language in one tap', () => {
    expect(faults(screens(all), missingWays)).toEqual([]);
  });

  test('has labels of at most 24 characters, but for names of organisations and areas with their marks', () => {
    const names = new Set([
      ...services.flatMap(({ organization }) => Object.values(organization.shortName)),
      ...languages.flatMap((language) => Object.values(textFiles[language].areas.texts)),
    ]);
    const isName = (label: string) => names.has(label.replace(/^✅ /, '').replace(/( \?)?( –)?$/, ''));
    const isLong = (label: string) =>
      label.length > longestLabel && countCharacters(label) > longestLabel && !isName(label);
    expect(faults(all, (visit) => labelsOf(visit).filter(isLong))).toEqual([]);
  });

  test('has labels that are not cut where buttons share a row', () => {
    const longestIn = (row: readonly unknown[]) => longestBeside[row.length] ?? 0;
    const cut = ({ keyboard }: Visit) =>
      keyboard.flatMap((row) =>
        row.map(({ label }) => label).filter((label) => row.length > 1 && countCharacters(label) > longestIn(row)),
      );
    expect([...new Set(all.flatMap(cut))].sort()).toEqual([]);
  });

  test('of a booking says in the preview that it is an example', () => {
    const isOfBooking = ({ name, html, place }: Visit) =>
      /^(book|meet|mine):/.test(name) && html !== '' && (place !== null || !name.endsWith(':open'));
    const marks = languages.map((language) => wordsIn(language).text('book.exampleMark'));
    const shown = preview.filter(isOfBooking);
    expect(shown.length).toBeGreaterThan(100);
    expect(faults(shown, ({ html }) => (marks.some((mark) => html.includes(mark)) ? [] : ['no mark']))).toEqual([]);
  });

  test('has labels without markup', () => {
    expect(faults(all, (visit) => labelsOf(visit).flatMap(markupIn))).toEqual([]);
  });

  test('has no value that was not filled in', () => {
    expect(faults(all, ({ html }) => html.match(/\{\{|undefined|\[object|NaN/g) ?? [])).toEqual([]);
  });

  test('says «милиция» to who is in Kyrgyzstan, and «полиция» elsewhere', () => {
    const described = services.flatMap(({ description }) => Object.values(description ?? {}));
    const wrong = (visit: Visit) => {
      const { place, language } = visit;
      if (place === null || language === 'en') return [];
      const own = described.reduce((rest, text) => rest.replaceAll(text, ''), everythingOn(visit));
      return own.match(place === 'KG' ? /полици\S*/gi : /милици\S*/gi) ?? [];
    };
    expect(faults(all, wrong)).toEqual([]);
  });
});

test('toasts and pop-ups have no markup and are not cut', () => {
  const wrong = ({ answers }: Visit) => answers.filter((text) => text.length > 200 || markupIn(text).length > 0);
  expect(all.some(({ answers }) => answers.length > 0)).toBe(true);
  expect(faults(all, wrong)).toEqual([]);
});

describe('a list of referrals', () => {
  test('is never empty', () => {
    const lists = all.filter(({ name }) => name === 'help:list');
    expect(lists.length).toBeGreaterThan(1000);
    expect(
      faults(lists, (visit) => (routesOn(visit).some(({ name }) => name === 'help:entry') ? [] : ['empty'])),
    ).toEqual([]);
  });

  test('offers no filter that leads back into an empty list', () => {
    const choices = all.filter(({ name }) => name === 'help:filters');
    expect(
      faults(choices, (visit) => (routesOn(visit).some(({ name }) => name === 'help:list') ? [] : ['no way'])),
    ).toEqual([]);
  });
});

describe('safety', () => {
  test('no contact that may not be shown stands on any screen', () => {
    const hidden = byPlace((place) => hiddenValues(place));
    expect(hidden.get('KG')?.length).toBeGreaterThan(10);
    expect(faults(released, (visit) => valuesIn(visit, hidden.get(visit.place ?? 'INT') ?? []))).toEqual([]);
  });

  test('no contact on hold stands on any screen, even where unchecked ones are shown', () => {
    const held = byPlace((place) => heldValues(place));
    expect([...held.values()].flat().length).toBeGreaterThan(0);
    expect(faults(preview, (visit) => valuesIn(visit, held.get(visit.place ?? 'INT') ?? []))).toEqual([]);
  });

  test('the search for hidden contacts finds what the preview shows', () => {
    const hidden = byPlace((place) => hiddenValues(place));
    expect(faults(preview, (visit) => valuesIn(visit, hidden.get(visit.place ?? 'INT') ?? [])).length).toBeGreaterThan(
      10,
    );
  });

  test('a service that could harm a person in a country is not named there', () => {
    const named = (visit: Visit) =>
      services
        .filter(({ hiddenIn }) => visit.place !== null && hiddenIn.includes(visit.place))
        .flatMap(({ organization }) => [organization.name[visit.language], organization.shortName[visit.language]])
        .filter((name) => everythingOn(visit).includes(name));
    expect(services.some(({ hiddenIn }) => hiddenIn.length > 0)).toBe(true);
    expect(faults(all, named)).toEqual([]);
  });

  test('the number of the police is never the first and never the only one', () => {
    const crisis = all.filter(({ name, place }) => /^(sos|distress):/.test(name) && place !== null);
    expect(faults(crisis, (visit) => policeFirstOrAlone(visit, policeValues(visit.place as Whereabouts)))).toEqual([]);
  });

  test('the check of police numbers knows numbers of the police in most countries', () => {
    expect(whereabouts.filter((place) => policeValues(place).length > 0).length).toBeGreaterThan(3);
  });
});

const idIn = (data: string) => data.split(':')[2]?.split('.')[0] ?? '';
const byPlace = <T>(of: (place: Whereabouts) => T) => new Map(whereabouts.map((place) => [place, of(place)]));

function contactsFor(
  place: Whereabouts,
  isWanted: (contact: Service['contacts'][number]) => boolean,
): readonly string[] {
  return services
    .filter((service) => serves(service, place))
    .flatMap(({ contacts }) => contacts.filter(isWanted).map(({ value }) => value));
}

const isHidden = (contact: Service['contacts'][number]) =>
  contactVisibility(contact, today, { showUnchecked: false }) === 'hidden';

/** Contacts of the whole directory that may not be shown, without those which another entry may show here. */
function hiddenValues(place: Whereabouts): readonly string[] {
  const shown = new Set(contactsFor(place, (contact) => !isHidden(contact)));
  return services
    .flatMap(({ contacts }) => contacts.filter(isHidden).map(({ value }) => value))
    .filter((value) => !shown.has(value));
}

function heldValues(place: Whereabouts): readonly string[] {
  const shown = new Set(contactsFor(place, ({ isOnHold }) => !isOnHold));
  return contactsFor(place, ({ isOnHold }) => isOnHold).filter((value) => !shown.has(value));
}

function policeValues(place: Whereabouts): readonly string[] {
  return contactsFor(place, ({ labels: said }) => said.includes('police'));
}
