import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactVisibility } from '../../domain/contact-visibility.ts';
import { afterChecks, type CheckOutcome, type ContactCheck, dueContacts } from '../../domain/directory-check.ts';
import type { Contact, Service, ServiceKind } from '../../domain/referral.ts';
import type { SafetyState } from '../../domain/small-counter.ts';

const today = '2026-11-22';

const contactOf = (id: string, more: Partial<Contact> = {}): Contact => ({
  id,
  type: 'phone',
  value: '103',
  labels: [],
  isOnHold: false,
  isAlwaysShown: false,
  assuredOn: null,
  ...more,
});

const serviceOf = (id: string, kinds: readonly ServiceKind[], contacts: readonly Contact[]): Service => ({
  id,
  organization: { id, name: { en: id, ru: id, ky: id }, shortName: { en: id, ru: id, ky: id } },
  kinds,
  flags: {},
  languages: [],
  hours: null,
  serviceAreas: [{ country: 'KG', city: null }],
  locations: [],
  contacts,
  description: null,
  warnBefore: [],
  hiddenIn: [],
});

const check = (contactId: string, checkedOn: string, outcome: CheckOutcome, initials = 'AB'): ContactCheck => ({
  contactId,
  checkedOn,
  outcome,
  initials,
  note: null,
});

const seen = (contact: Contact) => contactVisibility(contact, today, { showUnchecked: true });

describe('what is shown after a check', () => {
  it.each([
    ['right', 'checked'],
    ['no_answer', 'unchecked'],
    ['wrong', 'hidden'],
    ['changed', 'hidden'],
  ] as const)('of outcome %s is %s', (outcome, expected) => {
    expect(seen(afterChecks(contactOf('a'), [check('a', '2026-11-01', outcome)]))).toBe(expected);
  });

  it('follows the last check that found something out', () => {
    const [right, wrong, none] = [
      check('a', '2026-11-02', 'right'),
      check('a', '2026-11-03', 'wrong'),
      check('a', '2026-11-04', 'no_answer'),
    ];
    expect(afterChecks(contactOf('a'), [wrong, right, none])).toMatchObject({
      assuredOn: '2026-11-02',
      isOnHold: false,
    });
    expect(seen(afterChecks(contactOf('a'), [right, wrong, none]))).toBe('hidden');
  });

  it('is what the files say where they name a later day, and what a person found in place of an earlier one', () => {
    const files = contactOf('a', { assuredOn: '2026-11-10' });
    expect(afterChecks(files, [check('a', '2026-11-01', 'wrong')])).toEqual(files);
    expect(afterChecks(files, [check('a', '2026-11-20', 'right')]).assuredOn).toBe('2026-11-20');
  });

  it('never brings back what the files hold back', () => {
    const held = contactOf('a', { isOnHold: true });
    expect(seen(afterChecks(held, [check('a', today, 'right')]))).toBe('hidden');
  });

  it('stays in sight when one person, however often, finds an emergency number wrong, and goes when a second does', () => {
    const number = contactOf('a', { isAlwaysShown: true, assuredOn: '2026-10-01' });
    const once = check('a', '2026-11-01', 'wrong');
    const again = check('a', '2026-11-02', 'changed', 'ab');
    const second = check('a', '2026-11-03', 'wrong', 'CD');
    expect(seen(afterChecks(number, [once]))).toBe('unchecked');
    expect(seen(afterChecks(number, [once, again]))).toBe('unchecked');
    expect(seen(afterChecks(number, [once, again, second]))).toBe('hidden');
    // Somebody has reached it in between: from there it takes two again.
    expect(seen(afterChecks(number, [once, check('a', '2026-11-02', 'right', 'EF'), second]))).toBe('unchecked');
    expect(
      dueContacts({
        services: [serviceOf('e', ['emergency'], [afterChecks(number, [once])])],
        checks: [once],
        reported: new Map(),
        today,
      })[0]?.lastTry,
    ).toEqual(once);
  });

  it('is "not checked" again after 90 days', () => {
    expect(seen(afterChecks(contactOf('a'), [check('a', '2026-08-24', 'right')]))).toBe('checked');
    expect(seen(afterChecks(contactOf('a'), [check('a', '2026-08-23', 'right')]))).toBe('unchecked');
  });
});

describe('what is to be tried', () => {
  const due = (
    services: readonly Service[],
    said: Record<string, SafetyState> = {},
    checks: readonly ContactCheck[] = [],
  ) =>
    dueContacts({ services, checks, reported: new Map(Object.entries(said)), today }).map(({ contact }) => contact.id);

  const peers = serviceOf('peers', ['peer-support'], [contactOf('p1', { assuredOn: '2026-01-01' }), contactOf('p2')]);
  const line = serviceOf('line', ['suicide-line'], [contactOf('l1')]);
  const fresh = serviceOf('fresh', ['shelter'], [contactOf('f1', { assuredOn: '2026-11-01' })]);
  const fresher = serviceOf('fresher', ['shelter'], [contactOf('g1', { assuredOn: '2026-11-02' })]);

  it('begins with what people say is wrong, then crisis lines, then what was checked longest ago', () => {
    expect(due([peers, line, fresh, fresher])).toEqual(['l1', 'p2', 'p1']);
    expect(due([peers, line, fresh, fresher], { fresh: 'some', fresher: 'many' })).toEqual([
      'g1',
      'f1',
      'l1',
      'p2',
      'p1',
    ]);
  });

  it('leaves out what was tried today, whatever came of it, and comes back to what did not answer', () => {
    expect(due([peers], {}, [check('p1', today, 'no_answer')])).toEqual(['p2']);
    expect(due([peers], {}, [check('p1', '2026-11-21', 'no_answer')])).toEqual(['p2', 'p1']);
  });

  it('names every contact that may be shown unchecked, and each once, whatever the directory', () => {
    const arbitrary = fc.array(
      fc.record({
        isOnHold: fc.boolean(),
        assuredOn: fc.constantFrom(null, '2026-01-01', '2026-08-24', '2026-11-22', '2027-01-01'),
        isLine: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(arbitrary, (all) => {
        const services = all.map(({ isLine, ...more }, index) =>
          serviceOf(`s${index}`, [isLine ? 'crisis-line' : 'shelter'], [contactOf(`c${index}`, more)]),
        );
        const expected = services.flatMap(({ contacts }) => contacts).filter((one) => seen(one) === 'unchecked');
        const named = due([...services, ...services]);
        expect([...named].sort()).toEqual(expected.map(({ id }) => id).sort());
      }),
    );
  });
});
