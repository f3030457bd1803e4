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

/** One contact in HTML: what it is, what it is for, and when it was last checked. */
export function contactLine(
  words: Words,
  contact: Contact,
  visibility: Exclude<ContactVisibility, 'hidden'>,
  place: Whereabouts | null,
): string {
  const labels = contact.labels.map((label) => words.text(`contact-labels.${label}`, policeWord(place)));
  const mark =
    visibility === 'checked' && contact.assuredOn !== null
      ? words.text('help.checkedOn', { day: formatDay(contact.assuredOn, words.language) })
      : words.text('help.unchecked');
  const value = contact.type === 'phone' ? `<b>${escapeHtml(contact.value)}</b>` : escapeHtml(contact.value);
  const what = labels.length > 0 ? ` ${labels.join(', ')}` : '';
  return `${icons[contact.type]} ${value}${what} <i>(${mark})</i>`;
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
