import type { CrisisHelp } from '../../../../domain/crisis.ts';
import type { Contact, Service } from '../../../../domain/referral.ts';
import type { ShownContact } from '../../../../handlers/contact-lines.ts';

/** Made up: an example screen must not send anybody anywhere. */
const contact: Contact = {
  id: 'example',
  type: 'phone',
  value: '000 000',
  labels: [],
  isOnHold: false,
  isAlwaysShown: true,
  assuredOn: null,
};

const name = { en: 'Example line', ru: 'Пример', ky: 'Мисал' };

/** A service that there is not, with something said of everything. */
export const exampleService: Service = {
  id: 'example',
  organization: { id: 'example', name, shortName: name },
  kinds: ['emergency'],
  flags: { free: 'yes' },
  languages: ['ru', 'ky'],
  hours: { always: true },
  serviceAreas: [{ country: 'KG', city: null }],
  locations: [],
  contacts: [contact],
  description: null,
  warnBefore: ['calls_recorded'],
  hiddenIn: [],
};

export const exampleContacts: readonly ShownContact[] = [
  { contact: { ...contact, assuredOn: '2026-11-01' }, visibility: 'checked' },
  { contact, visibility: 'unchecked' },
];

const line = { service: exampleService, contacts: exampleContacts };

export const exampleHelp: CrisisHelp = { lines: [line], emergency: [line], international: [line] };
export const noHelp: CrisisHelp = { lines: [], emergency: [], international: [] };
