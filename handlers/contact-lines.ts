import type { ContactVisibility } from '../domain/contact-visibility.ts';
import type { Whereabouts } from '../domain/country.ts';
import { saysMilitia } from '../domain/police-word.ts';
import type { Contact, ContactType, Service, Warning } from '../domain/referral.ts';
import { formatDay } from '../locales/formats.ts';
import { escapeHtml, type TextValues, type Words } from '../locales/index.ts';

const icons: Readonly<Record<ContactType, string>> = {
  phone: '📞',
  email: '✉️',
  telegram: '💬',
  website: '🌍',
  address: '📍',
};

/** Chooses the word for the police that people in a place use. */
export function policeWord(place: Whereabouts | null): TextValues {
  return saysMilitia(place) ? { context: 'militia' } : {};
}

/** A contact that may be shown, and how. */
export interface ShownContact {
  readonly contact: Contact;
  readonly visibility: Exclude<ContactVisibility, 'hidden'>;
}

/** One contact in HTML: what it is and what it is for. */
export function contactText(words: Words, { contact }: ShownContact, place: Whereabouts | null): string {
  const labels = contact.labels.map((label) => words.text(`contact-labels.${label}`, policeWord(place)));
  const value = contact.type === 'phone' ? `<b>${escapeHtml(contact.value)}</b>` : escapeHtml(contact.value);
  return [value, labels.join(', ')].join(' ').trim();
}

/** One contact on a line of its own, with the day on which a person last checked it. */
export function contactLine(words: Words, shown: ShownContact, place: Whereabouts | null): string {
  return `${icons[shown.contact.type]} ${contactText(words, shown, place)}${checkedMark(words, shown)}`;
}

/** Empty for what nobody checked: `uncheckedNote` says it once for all. */
function checkedMark(words: Words, { contact, visibility }: ShownContact): string {
  if (visibility === 'unchecked' || contact.assuredOn === null) return '';
  return ` <i>(${words.text('help.checkedOn', { day: formatDay(contact.assuredOn, words.language) })})</i>`;
}

/** The mark of all contacts on a screen that nobody has checked: one line, or none. */
export function uncheckedNote(words: Words, shown: readonly ShownContact[]): readonly string[] {
  const unchecked = shown.filter(({ visibility }) => visibility === 'unchecked').length;
  if (unchecked === 0) return [];
  const isAll = unchecked === shown.length;
  return [`<i>${words.text(isAll ? 'help.unchecked' : 'help.uncheckedUndated')}</i>`];
}

/** What a person should know before calling, a sentence each. */
export function warningLines(
  words: Words,
  service: Service,
  place: Whereabouts | null,
  wanted: (warning: Warning) => boolean = () => true,
): readonly string[] {
  return service.warnBefore
    .filter(wanted)
    .map((warning) => `⚠️ ${words.text(`warnings.${warning}`, policeWord(place))}`);
}

/** Where a service helps, in words; null for everywhere. */
export function areaName(words: Words, service: Service): string | null {
  const area = service.serviceAreas[0];
  if (!area || service.serviceAreas.some(({ country }) => country === 'INT')) return null;
  const country = words.plain(`places.${area.country}`);
  return area.city ? `${country}, ${words.plain(`places.${area.city}`)}` : country;
}
