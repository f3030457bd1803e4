import { type CalendarDay, daysBetween } from './calendar-day.ts';
import { checkedForDays } from './contact-visibility.ts';
import { groupedBy } from './grouped-by.ts';
import type { Contact, Service, ServiceKind } from './referral.ts';
import { type SafetyState, safetyStates } from './small-counter.ts';

/**
 * What came of calling, writing to or opening a contact. `right`: reached, and it is they. `no_answer`:
 * nothing is known yet. `wrong`: dead, or somebody else. `changed`: they have another one, see the note.
 */
export const checkOutcomes = ['right', 'no_answer', 'wrong', 'changed'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

export interface ContactCheck {
  readonly contactId: string;
  readonly checkedOn: CalendarDay;
  readonly outcome: CheckOutcome;
  /** Of who checked. */
  readonly initials: string;
  readonly note: string | null;
}

/**
 * A contact of the files as it stands after the checks of it: the last one that found something out
 * counts, unless the files name a later day. What a person found wrong is held back. What must be
 * there in any case, such as an emergency number, is only marked as unchecked by one person; it is
 * held back when a second one finds the same: one slip must not take the ambulance away.
 * @param checks of this contact, the oldest first
 */
export function afterChecks(contact: Contact, checks: readonly ContactCheck[]): Contact {
  const found = checks.filter(
    ({ outcome, checkedOn }) => outcome !== 'no_answer' && checkedOn >= (contact.assuredOn ?? ''),
  );
  const last = found.at(-1);
  if (!last) return contact;
  if (last.outcome === 'right') return { ...contact, assuredOn: last.checkedOn };
  const sinceRight = found.slice(found.findLastIndex(({ outcome }) => outcome === 'right') + 1);
  const people = new Set(sinceRight.map(({ initials }) => initials.toLocaleUpperCase()));
  return { ...contact, assuredOn: null, isOnHold: contact.isOnHold || !contact.isAlwaysShown || people.size > 1 };
}

/** A contact that somebody should try, and why it stands where it stands in the list. */
export interface DueContact {
  readonly contact: Contact;
  readonly service: Service;
  /** What people have said of the organisation. */
  readonly reported: SafetyState;
  readonly isCrisisLine: boolean;
  /** Never answered so far, on this day last. */
  readonly lastTry: ContactCheck | null;
}

export interface DueQuestion {
  readonly services: readonly Service[];
  /** All checks, the oldest first. */
  readonly checks: readonly ContactCheck[];
  readonly reported: ReadonlyMap<string, SafetyState>;
  readonly today: CalendarDay;
}

const crisisKinds: ReadonlySet<ServiceKind> = new Set(['suicide-line', 'crisis-line', 'violence-line', 'emergency']);

/**
 * What a person must call, write to or open: everything that may be shown and was not checked in the
 * last 90 days, and everything that people say is wrong. First what many say is wrong, then what some
 * say, then crisis lines, then the rest; within these what was checked longest ago.
 */
export function dueContacts({ services, checks, reported, today }: DueQuestion): readonly DueContact[] {
  const checksOf = groupedBy(checks, ({ contactId }) => contactId);
  const seen = new Set<string>();
  const due: DueContact[] = [];
  for (const service of crisisFirst(services)) {
    for (const contact of service.contacts) {
      if (contact.isOnHold || seen.has(contact.id)) continue;
      seen.add(contact.id);
      const lastTry = checksOf.get(contact.id)?.at(-1) ?? null;
      const said = reported.get(service.organization.id) ?? 'none';
      const isFresh = contact.assuredOn !== null && isRecent(contact.assuredOn, today);
      // Who has no answer today should not be called again before tomorrow.
      if (lastTry?.checkedOn === today || (isFresh && said === 'none')) continue;
      due.push({ contact, service, reported: said, isCrisisLine: isCrisisLine(service), lastTry });
    }
  }
  return due.sort(byUrgency);
}

/** Whether a day lies in the time for which a check counts. */
const isRecent = (day: CalendarDay, today: CalendarDay): boolean => {
  const age = daysBetween(day, today);
  return age >= 0 && age <= checkedForDays;
};

export const isCrisisLine = (service: Service): boolean => service.kinds.some((kind) => crisisKinds.has(kind));

const crisisFirst = (services: readonly Service[]) =>
  [...services].sort((a, b) => Number(isCrisisLine(b)) - Number(isCrisisLine(a)));

function byUrgency(a: DueContact, b: DueContact): number {
  const said = safetyStates.indexOf(b.reported) - safetyStates.indexOf(a.reported);
  if (said !== 0) return said;
  if (a.isCrisisLine !== b.isCrisisLine) return a.isCrisisLine ? -1 : 1;
  const [first, second] = [a.contact.assuredOn ?? '', b.contact.assuredOn ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}
