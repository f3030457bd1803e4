import type { CalendarDay } from './calendar-day.ts';
import { type ContactVisibility, contactVisibility, type VisibilityMode } from './contact-visibility.ts';
import type { Whereabouts } from './country.ts';
import type { Contact, Service } from './referral.ts';
import { isVisibleIn } from './referral-search.ts';

interface CrisisContact {
  readonly contact: Contact;
  readonly visibility: Exclude<ContactVisibility, 'hidden'>;
}

/** One service on the crisis screen with the contacts that may be shown. */
export interface CrisisLine {
  readonly service: Service;
  readonly contacts: readonly CrisisContact[];
}

export interface CrisisHelp {
  /** The country's own lines that may be shown, suicide lines first. */
  readonly lines: readonly CrisisLine[];
  /** The country's emergency numbers, ambulance first; the police number last and never alone. */
  readonly emergency: readonly CrisisLine[];
  /** The international helpline directories. */
  readonly international: readonly CrisisLine[];
}

/** The crisis help that may be shown to a person in `place` (null = not said yet). */
export function crisisHelp(
  services: readonly Service[],
  place: Whereabouts | null,
  today: CalendarDay,
  mode: VisibilityMode,
): CrisisHelp {
  const shown = (service: Service): CrisisLine => ({
    service,
    contacts: service.contacts.flatMap((contact) => {
      const visibility = contactVisibility(contact, today, mode);
      return visibility === 'hidden' ? [] : [{ contact, visibility }];
    }),
  });
  const linesOf = (wanted: (service: Service) => boolean) =>
    services
      .filter((service) => (place === null || isVisibleIn(service, place)) && wanted(service))
      .map(shown)
      .filter((line) => line.contacts.length > 0);

  const national = (service: Service) =>
    place !== null && place !== 'INT' && service.serviceAreas.some((area) => area.country === place);
  return {
    lines: linesOf((service) => national(service) && isLine(service)).sort(suicideLinesFirst),
    emergency: linesOf((service) => national(service) && isEmergency(service)).filter(isNotPoliceAlone),
    international: linesOf(
      (service) =>
        service.serviceAreas.some((area) => area.country === 'INT') &&
        service.contacts.some((contact) => contact.isAlwaysShown),
    ),
  };
}

const isEmergency = (service: Service) => service.kinds.includes('emergency');

const isLine = (service: Service) =>
  !isEmergency(service) &&
  service.kinds.some((kind) => kind === 'crisis-line' || kind === 'suicide-line' || kind === 'violence-line');

const suicideLinesFirst = (a: CrisisLine, b: CrisisLine) => lineRank(a) - lineRank(b);

function lineRank({ service }: CrisisLine): number {
  // Zont's people are adults: a line for children is better than none, and comes last.
  if (service.warnBefore.includes('for_children')) return 3;
  if (service.kinds.includes('suicide-line')) return 0;
  return service.kinds.includes('crisis-line') ? 1 : 2;
}

/** In a place where the police are the danger, their number is never the only thing offered. */
const isNotPoliceAlone = (line: CrisisLine) => line.contacts.some(({ contact }) => !contact.labels.includes('police'));
