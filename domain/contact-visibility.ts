import { type CalendarDay, daysBetween } from './calendar-day.ts';
import type { Contact } from './referral.ts';

/** A contact counts as checked for so many days after a person called, wrote or opened it. */
export const checkedForDays = 90;

export interface VisibilityMode {
  /** True in the preview and where the operator sets SHOW_UNCHECKED_CONTACTS. */
  readonly showUnchecked: boolean;
}

/** `checked`: show it with its date. `unchecked`: show it, marked "not checked by us". */
export type ContactVisibility = 'checked' | 'unchecked' | 'hidden';

/**
 * Whether a contact may reach a person. One rule for phones, e-mail, Telegram names, websites and
 * addresses, since a wrong one can kill: checked by a person in the last 90 days, or marked as
 * unchecked, or hidden. On hold: never. A check dated in the future is no check.
 */
export function contactVisibility(
  contact: Pick<Contact, 'isOnHold' | 'isAlwaysShown' | 'assuredOn'>,
  today: CalendarDay,
  mode: VisibilityMode,
): ContactVisibility {
  if (contact.isOnHold) return 'hidden';
  if (contact.assuredOn !== null) {
    const age = daysBetween(contact.assuredOn, today);
    if (age >= 0 && age <= checkedForDays) return 'checked';
  }
  return contact.isAlwaysShown || mode.showUnchecked ? 'unchecked' : 'hidden';
}
