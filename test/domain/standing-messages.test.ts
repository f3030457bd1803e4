import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dueHour,
  dueNotices,
  isDone,
  isScreenDue,
  isSentAnew,
  nothingStands,
  withLiving,
  withNeutralLine,
  withNotice,
  without,
  withPersons,
} from '../../domain/standing-messages.ts';

const hour = fc.integer({ min: 400_000, max: 600_000 });
const message = (id: number, sentHour: number) => ({ id, sentHour });

test('nothing that stands is due, and nothing is left to do', () => {
  expect(dueHour(nothingStands)).toBeNull();
  expect(isDone(nothingStands, 0)).toBe(true);
  expect(isScreenDue(nothingStands, 500_000)).toBe(false);
});

test('a screen is due before 40 hours, and never in the first day, so that nobody is at it', () => {
  fc.assert(
    fc.property(hour, fc.integer({ min: 0, max: 100 }), (sent, age) => {
      const standing = withLiving(nothingStands, message(1, sent), sent);
      if (age >= 40) expect(isScreenDue(standing, sent + age)).toBe(true);
      if (age < 34) expect(isScreenDue(standing, sent + age)).toBe(false);
    }),
  );
});

test('a neutral line is forgotten when it cannot be deleted any more, not before 42 hours', () => {
  fc.assert(
    fc.property(hour, fc.integer({ min: 0, max: 100 }), (sent, age) => {
      const standing = withNeutralLine(withLiving(nothingStands, message(1, sent), sent));
      if (age >= 48) expect(isDone(standing, sent + age)).toBe(true);
      if (age < 42) expect(isDone(standing, sent + age)).toBe(false);
    }),
  );
});

test('what should be gone already is due at once', () => {
  fc.assert(
    fc.property(hour, (sent) => {
      const two = withLiving(withLiving(nothingStands, message(1, sent), sent), message(2, sent), sent);
      expect(dueHour(two)).toBeLessThanOrEqual(sent);
      expect(dueHour(withPersons(nothingStands, message(3, sent)))).toBeLessThanOrEqual(sent);
      expect(dueHour(without(two, 1))).toBeGreaterThan(sent + 30);
      expect(isDone(withNeutralLine(two), sent + 1_000)).toBe(false);
    }),
  );
});

test('a press is worth a write once a day at most; a screen on a neutral line always is', () => {
  const standing = withLiving(nothingStands, message(1, 0), 0);
  expect(withLiving(standing, message(1, 0), 23)).toBe(standing);
  expect(withLiving(standing, message(1, 0), 24)).not.toBe(standing);
  const neutral = withNeutralLine(standing);
  expect(withLiving(neutral, message(1, 0), 1).shownHour).toBe(1);
});

test('a message is sent anew while the old one can still be deleted', () => {
  expect([0, 23.9, 24, 47.9, 48, 1_000].map(isSentAnew)).toEqual([false, false, true, true, false, false]);
});

test('a message that came by itself leaves the screen alone, and is due before 40 hours', () => {
  fc.assert(
    fc.property(hour, fc.integer({ min: 0, max: 100 }), (sent, age) => {
      const standing = withNotice(withLiving(nothingStands, message(1, sent), sent), message(2, sent));
      expect(standing.living).toEqual(message(1, sent));
      if (age >= 40) expect(dueNotices(standing, sent + age)).toEqual([message(2, sent)]);
      if (age < 34) expect(dueNotices(standing, sent + age)).toEqual([]);
      expect(isDone(withNeutralLine(standing), sent + 48)).toBe(false);
      expect(dueHour(without(without(standing, 1), 2))).toBeNull();
    }),
  );
});

test('what came by itself goes with what stood there once a newer screen is below it', () => {
  const noticed = withNotice(withLiving(nothingStands, message(1, 500_000), 500_000), message(2, 500_001));
  expect(withLiving(noticed, message(1, 500_000), 500_002).notices).toEqual([message(2, 500_001)]);
  const pressed = withLiving(noticed, message(2, 500_001), 500_002);
  expect(pressed).toMatchObject({ living: message(2, 500_001), formers: [message(1, 500_000)], notices: [] });
  const typed = withLiving(noticed, message(3, 500_002), 500_002);
  expect(typed.formers).toEqual([message(1, 500_000), message(2, 500_001)]);
  expect(typed.notices).toEqual([]);
});

test('of very many that came by themselves the oldest are to be deleted', () => {
  let standing = nothingStands;
  for (let id = 1; id <= 9; id++) standing = withNotice(standing, message(id, 500_000));
  expect(standing.notices).toHaveLength(6);
  expect(standing.formers.map(({ id }) => id)).toEqual([1, 2, 3]);
});
