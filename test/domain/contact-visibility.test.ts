import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { contactVisibility } from '../../domain/contact-visibility.ts';

const today = '2026-11-22';
/** As organisations are told in docs/organisations.md. */
const promisedDays = 90;
const daysAgo = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString();
const contact = { isOnHold: false, isAlwaysShown: false, assuredOn: null };
const anyMode = fc.record({ showUnchecked: fc.boolean() });

test('a contact that is on hold is never shown, whatever else is said of it', () => {
  fc.assert(
    fc.property(anyMode, fc.boolean(), fc.option(fc.nat(400)), (mode, isAlwaysShown, days) => {
      const held = { isOnHold: true, isAlwaysShown, assuredOn: days === null ? null : daysAgo(days) };
      expect(contactVisibility(held, today, mode)).toBe('hidden');
    }),
  );
});

test('a contact counts as checked for ninety days, to the day', () => {
  fc.assert(
    fc.property(anyMode, fc.oneof(fc.nat(400), fc.integer({ min: 88, max: 92 })), (mode, days) => {
      const seen = contactVisibility({ ...contact, assuredOn: daysAgo(days) }, today, mode);
      if (days <= promisedDays) expect(seen).toBe('checked');
      else expect(seen).toBe(mode.showUnchecked ? 'unchecked' : 'hidden');
    }),
  );
});

test('a check that lies in the future is no check', () => {
  expect(contactVisibility({ ...contact, assuredOn: '2026-11-23' }, today, { showUnchecked: false })).toBe('hidden');
});

test('what nobody checked is hidden, or marked where the operator allows it', () => {
  expect(contactVisibility(contact, today, { showUnchecked: false })).toBe('hidden');
  expect(contactVisibility(contact, today, { showUnchecked: true })).toBe('unchecked');
});

test('emergency numbers and the international directories are always shown, marked', () => {
  const always = { ...contact, isAlwaysShown: true };
  expect(contactVisibility(always, today, { showUnchecked: false })).toBe('unchecked');
});
