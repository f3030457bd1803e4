import { expect, test } from 'vitest';
import { createFaultLog, Refusal } from '../../bot/fault-log.ts';

const now = Date.UTC(2026, 10, 22, 9, 41, 17, 123);

function logOf(...reported: unknown[]): { lines: Record<string, unknown>[]; text: string; ids: string[] } {
  const written: string[] = [];
  const log = createFaultLog(() => now, { write: (line) => void written.push(line) });
  const ids = reported.map((error) => log.report('something_failed', 'handler', error));
  return { lines: written.map((line) => JSON.parse(line)), text: written.join(''), ids };
}

class DatabaseGone extends Error {}

test('a line holds level, hour, event, component, class and id, and nothing else', () => {
  const { lines, ids } = logOf(new DatabaseGone('x'));
  expect(lines).toEqual([
    {
      level: 'error',
      hour: '2026-11-22T09',
      event: 'something_failed',
      component: 'handler',
      class: 'DatabaseGone',
      id: ids[0],
    },
  ]);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
});

test('no message, payload, cause, stack or field of an error gets in', () => {
  const secret = 'CANARY';
  const cause = new Error(secret, { cause: { token: secret } });
  const rich = Object.assign(new TypeError(secret, { cause }), {
    payload: { chat_id: secret },
    code: secret,
    response: { text: secret },
  });
  rich.stack = secret;
  const wrapped = Object.assign(new Error(secret), { error: rich });
  const aggregate = new AggregateError([rich], secret);
  const thrownObject = { message: secret, name: secret };
  const { text } = logOf(rich, wrapped, aggregate, thrownObject, secret, Symbol(secret), () => secret, null, undefined);
  expect(text).not.toContain(secret);
});

test('of a refusal the number is told, and only a number', () => {
  const { lines, text } = logOf(new Refusal(409), new Refusal(1_000), new Refusal('CANARY' as never));
  expect(lines.map(({ code }) => code)).toEqual([409, undefined, undefined]);
  expect(text).not.toContain('CANARY');
});

test('of a wrapped error the inner class is named', () => {
  const { lines } = logOf(Object.assign(new Error('outer'), { error: new RangeError('inner') }));
  expect(lines[0]?.class).toBe('RangeError');
});

test.each(['_NoAnswer', 'NoAnswer2'])('%s, as a bundler may call it, is named as in its source', (bundled) => {
  expect(logOf(Object.assign(new Error('x'), { constructor: { name: bundled } })).lines[0]?.class).toBe('NoAnswer');
});

test.each([
  [
    'a class named after a person',
    Object.assign(new (class extends Error {})(), { constructor: { name: '+49 170 000' } }),
  ],
  ['a very long name', Object.assign(new Error('x'), { constructor: { name: 'x'.repeat(41) } })],
])('%s is "unknown"', (_, error) => {
  expect(logOf(error).lines[0]?.class).toBe('unknown');
});

test.each([
  ['a string', 'thrown', 'string'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'object'],
  ['a plain object', {}, 'object'],
])('of %s only the type is named', (_, error, expected) => {
  expect(logOf(error).lines[0]?.class).toBe(expected);
});

test('each fault has an id of its own', () => {
  const { ids } = logOf(...Array.from({ length: 50 }, () => new Error('x')));
  expect(new Set(ids).size).toBe(50);
});
