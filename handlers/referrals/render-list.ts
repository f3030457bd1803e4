import { fits, type Referral } from '../../domain/referral-search.ts';
import type { Words } from '../../locales/index.ts';
import type { ListPlace } from '../callback-data.ts';
import { policeWord } from '../contact-lines.ts';
import { button, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

/** Entries on one screen of a small phone. */
const perPage = 6;

/** A page of referrals. A mark behind a name says that a filter is not known, or no contact. */
export function renderList(words: Words, at: ListPlace, referrals: readonly Referral[]): Screen {
  const pages = Math.max(1, Math.ceil(referrals.length / perPage));
  const page = Math.min(at.page, pages - 1);
  const shown = referrals.slice(page * perPage, (page + 1) * perPage);
  return {
    first: words.text('help.listFirst'),
    body: [title(words, at), ...explanations(words, at, referrals, shown, page, pages)],
    keyboard: [
      ...shown.map((referral) => [entryButton(words, { ...at, page }, referral)]),
      ...pageRow(words, { ...at, page }, pages),
      [filtersButton(words, at), button(words.plain('help.backToNeeds'), 'help:needs', { place: at.place })],
      footer(words),
    ],
  };
}

function title(words: Words, { need, place, city }: ListPlace): string {
  const where = [place, ...(city ? [city] : [])].map((part) => words.plain(`places.${part}`)).join(', ');
  return words.text('help.listTitle', {
    need: words.plain(`needs.${need}`, policeWord(place)),
    place: where,
  });
}

function explanations(
  words: Words,
  at: ListPlace,
  referrals: readonly Referral[],
  shown: readonly Referral[],
  page: number,
  pages: number,
): readonly string[] {
  const isNoneFitting = !referrals.some(({ service }) => fits(service, at.need));
  return [
    isNoneFitting ? words.text('help.noneFitting') : words.text('help.count', { count: referrals.length }),
    ...(pages > 1 ? [words.text('help.page', { page: page + 1, pages })] : []),
    ...(shown.some(({ notKnown }) => notKnown.length > 0) ? [words.text('help.legendUnknown')] : []),
    ...(shown.some(({ hasContact }) => !hasContact) ? [words.text('help.legendNoContact')] : []),
  ];
}

function entryButton(words: Words, at: ListPlace, { service, notKnown, hasContact }: Referral): Button {
  const marks = `${notKnown.length > 0 ? ' ?' : ''}${hasContact ? '' : ' –'}`;
  const name = service.organization.shortName[words.language];
  return button(`${name}${marks}`, 'help:entry', { service: service.id, ...at });
}

function pageRow(words: Words, at: ListPlace, pages: number): readonly (readonly Button[])[] {
  const back = at.page > 0 ? [button(words.plain('common.back'), 'help:list', { ...at, page: at.page - 1 })] : [];
  const next =
    at.page < pages - 1 ? [button(words.plain('common.next'), 'help:list', { ...at, page: at.page + 1 })] : [];
  return back.length + next.length > 0 ? [[...back, ...next]] : [];
}

function filtersButton(words: Words, at: ListPlace): Button {
  const count = at.filters.length;
  const label = count > 0 ? words.plain('help.filtersButtonCount', { count }) : words.plain('help.filtersButton');
  return button(label, 'help:filters', at);
}
