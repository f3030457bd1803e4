import type { Service, Warning } from '../../domain/referral.ts';
import { joinWords, languageName } from '../../locales/formats.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import type { Arguments } from '../callback-data.ts';
import { areaName, contactLine, policeWord, type ShownContact, uncheckedNote, warningLines } from '../contact-lines.ts';
import { button, footer } from '../keyboards.ts';
import { hoursLine } from '../opening-hours.ts';
import type { Button, Screen } from '../screen.ts';

type At = Arguments<'help:entry'>;

/** Warnings that are good to know but need no step of their own before the contact. */
const mildWarnings: ReadonlySet<Warning> = new Set([
  'attitude_unknown',
  'for_children',
  'income_limit',
  'pandemic_offer',
  'often_full',
  'not_for_emergencies',
  'online_work_only',
]);

/** An entry. Where a warning weighs, the contact comes only after a further press. */
export function renderEntry(words: Words, at: At, service: Service, contacts: readonly ShownContact[]): Screen {
  const warnings = warningLines(words, service, at.place);
  const isGated = contacts.length > 0 && service.warnBefore.some((warning) => !mildWarnings.has(warning));
  if (!isGated) {
    return {
      first: words.text('help.entryFirst'),
      body: [...about(words, at, service), '', ...warnings, ...contactPart(words, at, service, contacts)],
      keyboard: keyboard(words, at, contacts),
    };
  }
  return {
    first: words.text('help.entryFirst'),
    body: [...about(words, at, service), '', words.text('help.beforeContact'), ...warnings],
    keyboard: [[button(words.plain('help.showContact'), 'help:contact', at)], ...keyboard(words, at, [])],
  };
}

/** The contacts of an entry, after its warnings were read. */
export function renderContact(words: Words, at: At, service: Service, contacts: readonly ShownContact[]): Screen {
  return {
    first: words.text('help.entryFirst'),
    body: [
      `<b>${escapeHtml(service.organization.name[words.language])}</b>`,
      '',
      ...contactPart(words, at, service, contacts),
      '',
      ...warningLines(words, service, at.place),
    ],
    keyboard: keyboard(words, at, contacts),
  };
}

function about(words: Words, at: At, service: Service): readonly string[] {
  const { kinds, flags, languages, hours, description, organization } = service;
  const kindNames = kinds.map((kind) => words.plain(`kinds.${kind}`, policeWord(at.place)));
  const flagNames = Object.entries(flags).map(([flag, claim]) =>
    words.plain(`flags.${flag as keyof typeof flags}-${claim}`),
  );
  const names = languages.map((code) => languageName(code, words.language));
  return [
    `<b>${escapeHtml(organization.name[words.language])}</b>`,
    ...location(words, service),
    description ? escapeHtml(description[words.language]) : words.text('help.does', { kinds: joinWords(kindNames) }),
    ...(flagNames.length > 0 ? [words.text('help.says', { flags: joinWords(flagNames) })] : []),
    ...(names.length > 0 ? [words.text('help.speaks', { languages: joinWords(names) })] : []),
    ...(hours ? [hoursLine(words, hours)] : []),
  ];
}

/** The city of a place to go to; a line or an online service has none. */
function location(words: Words, service: Service): readonly string[] {
  const city = service.locations.find(({ cityName, city: code }) => cityName !== null || code !== null);
  const name = city?.city ? words.plain(`places.${city.city}`) : city?.cityName?.[words.language];
  return name ? [escapeHtml(name)] : [];
}

function contactPart(words: Words, at: At, service: Service, contacts: readonly ShownContact[]): readonly string[] {
  if (contacts.length === 0) return [words.text('help.noContact'), words.text('help.noContactAdvice')];
  const place = areaName(words, service);
  return [
    place ? words.text('help.contactTitle', { place }) : words.text('help.contactTitleAnywhere'),
    ...contacts.map((shown) => contactLine(words, shown, at.place)),
    ...uncheckedNote(words, contacts),
  ];
}

function keyboard(words: Words, at: At, contacts: readonly ShownContact[]): readonly (readonly Button[])[] {
  const { service: _, ...list } = at;
  const isUnchecked = contacts.some(({ visibility }) => visibility === 'unchecked');
  return [
    ...(isUnchecked ? [[button(words.plain('help.uncheckedButton'), 'help:unchecked', {})]] : []),
    ...(contacts.length > 0 ? [[button(words.plain('help.wrongButton'), 'help:wrong', at)]] : []),
    [button(words.plain('help.backToList'), 'help:list', list)],
    footer(words),
  ];
}
