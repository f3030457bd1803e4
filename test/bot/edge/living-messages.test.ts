import { expect, test } from 'vitest';
import { createLivingMessages } from '../../../bot/edge/living-messages.ts';
import type { StandingMessages } from '../../../domain/standing-messages.ts';

const hours = 3_600_000;
const alias = 42;

test('a chat in which nothing was sent has no living message', () => {
  const living = createLivingMessages(() => 0);
  expect(living.find(alias)).toBeUndefined();
  living.setRoute(alias, 'menu:open', []);
  living.drop(alias, 1);
  expect(living.find(alias)).toBeUndefined();
});

test('message and screen are kept together, in whatever order they come', () => {
  const living = createLivingMessages(() => 0);
  living.setRoute(alias, 'menu:open', []);
  living.setMessage(alias, 1);
  expect(living.find(alias)).toMatchObject({ messageId: 1, route: 'menu:open', formerIds: [] });
});

test('the screen to go back to is kept beside the one that stands there, and no longer', () => {
  const living = createLivingMessages(() => 0);
  living.setMessage(alias, 1);
  living.setRoute(alias, 'distress:question', ['about:open']);
  expect(living.find(alias)).toMatchObject({ route: 'distress:question', routesBefore: ['about:open'] });
  living.setRoute(alias, 'about:open', []);
  expect(living.find(alias)).toMatchObject({ route: 'about:open', routesBefore: [] });
});

test('a new message makes the one before a former one; the same message does not', () => {
  const living = createLivingMessages(() => 0);
  for (const id of [1, 1, 2, 3]) living.setMessage(alias, id);
  expect(living.find(alias)?.formerIds).toEqual([1, 2]);
  living.drop(alias, 1);
  expect(living.find(alias)?.formerIds).toEqual([2]);
  // Somebody pressed a button on an older message: now this is the living one.
  living.setMessage(alias, 2);
  expect(living.find(alias)).toMatchObject({ messageId: 2, formerIds: [3] });
});

test('a chat is held for 48 hours after the last change; then the sweep list is asked', () => {
  let now = 0;
  const living = createLivingMessages(() => now);
  living.setMessage(alias, 1);
  now = 47 * hours;
  living.setRoute(alias, 'menu:open', []);
  now = 94 * hours;
  expect(living.find(alias)?.messageId).toBe(1);
  now = 95 * hours;
  expect(living.find(alias)).toBeUndefined();
});

test('of a chat that was cleared the line is known for ten minutes, and written down nowhere', () => {
  let now = 0;
  const written: unknown[] = [];
  const living = createLivingMessages(
    () => now,
    (_, standing) => void written.push(standing),
  );
  living.setMessage(alias, 1);
  living.addNotice(alias, 2);
  living.forget(alias, { id: 1, sentHour: 0 });
  expect(living.standing(alias)).toMatchObject({ living: { id: 1 }, notices: [] });
  expect([living.isCleared(alias), written.at(-1)]).toEqual([true, null]);
  now = 10 * 60_000;
  expect(living.standing(alias)).toBeUndefined();
  living.setMessage(alias, 3);
  expect(living.isCleared(alias)).toBe(false);
});

test('what is forgotten is gone, and only that', () => {
  const living = createLivingMessages(() => 0);
  living.setMessage(1, 10);
  living.setMessage(2, 20);
  living.forget(1);
  expect(living.find(1)).toBeUndefined();
  expect(living.find(2)?.messageId).toBe(20);
});

test('memory stays bounded: of very many chats the quietest go first', () => {
  const living = createLivingMessages(() => 0);
  for (let chat = 1; chat <= 50_000; chat++) living.setMessage(chat, chat);
  living.setRoute(1, 'menu:open', []);
  living.setMessage(50_001, 1);
  expect(living.find(2)).toBeUndefined();
  expect(living.find(1)?.messageId).toBe(1);
  for (let id = 1; id <= 1_000; id++) living.setMessage(1, id);
  expect(living.find(1)?.formerIds.length).toBeLessThanOrEqual(20);
});

test('what must outlive the program is told: messages, and never the screen in them', () => {
  const told: (StandingMessages | null)[] = [];
  const living = createLivingMessages(
    () => 0,
    (_alias, standing) => told.push(standing),
  );
  living.setMessage(alias, 1);
  living.setRoute(alias, 'menu:open', []);
  living.setMessage(alias, 1);
  expect(told).toEqual([
    { living: { id: 1, sentHour: 0 }, shownHour: 0, formers: [], persons: [], notices: [] } satisfies StandingMessages,
  ]);
  living.setMessage(alias, 2);
  living.drop(alias, 1);
  living.drop(alias, 7);
  living.forget(alias);
  expect(told.map((standing) => standing?.formers.length)).toEqual([0, 1, 0, undefined]);
});
