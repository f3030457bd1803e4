import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDailyNames } from '../../db/daily-names.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 22, 9);
const nextDay = Date.UTC(2026, 10, 23);

function namesAt() {
  const time = { now: start };
  return {
    time,
    names: createDailyNames(
      () => time.now,
      () => ({}),
    ),
  };
}

test('a thing has one name for a day, and another thing another one', () => {
  const { time, names } = namesAt();
  const name = names.nameOf('chat', '1');
  const held = names.today();
  time.now = nextDay - 1;
  expect(names.nameOf('chat', '1')).toBe(name);
  expect(names.today()).toBe(held);
  const others = [
    names.nameOf('chat', '2'),
    names.nameOf('chat1'),
    names.nameOf('chat1', ''),
    names.nameOf('1', 'chat'),
  ];
  expect(new Set([name, ...others]).size).toBe(5);
});

test('a new day has a new key and an empty memory, whether or not anybody comes', () => {
  const { time, names } = namesAt();
  const [name, held] = [names.nameOf('chat'), names.today()];
  time.now = nextDay + minute;
  names.forgetExpired();
  // Set back, as if nobody had come in the meantime: the key of the day before is gone all the same.
  time.now = start;
  expect(names.nameOf('chat')).not.toBe(name);
  expect(names.today()).not.toBe(held);
});

test('nobody can compute a name: each key is drawn, the very first as well, and none is empty or short', () => {
  const names: string[] = [];
  for (let program = 0; program < 2_000; program++) {
    const { time, names: ofProgram } = namesAt();
    names.push(ofProgram.nameOf('chat'));
    time.now = nextDay;
    names.push(ofProgram.nameOf('chat'));
  }
  // Two would be alike if a part of a key could be guessed in a million tries, and all if there were none.
  expect(new Set(names).size).toBe(4_000);
  for (const known of [Buffer.alloc(0), Buffer.alloc(32)]) {
    expect(names).not.toContain(createHmac('sha256', known).update('chat').update('/').digest('base64url'));
  }
});
