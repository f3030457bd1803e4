import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrubUpdate } from '../../../bot/edge/scrub-update.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import { isLanguage } from '../../../domain/language.ts';
import { receiptCodeDigits } from '../../../domain/receipt-code.ts';
import { contentKinds, type ScrubbedUpdate } from '../../../handlers/incoming.ts';
import { canary, numberCanary, otherUpdates, richUpdates } from './raw-updates.ts';

const commands = new Set(['start', 'menu', 'help', 'sos']);
const alias = 4_242_424_242_424 as ChatAlias;
const now = 1_800_000_000;

const person = { id: 77, is_bot: false, first_name: 'A' };
const chat = { id: 77, type: 'private' };
const messageOf = (content: object) => ({
  update_id: 5,
  message: { message_id: 9, date: now, from: person, chat, ...content },
});

function scrubbed(raw: unknown): ScrubbedUpdate {
  const incoming = scrubUpdate(raw, commands, now);
  if (incoming.type !== 'chat') throw new Error(`expected a chat, not ${incoming.type}`);
  return incoming.scrubbedFor(alias, null);
}

/** The update as text, without the alias: what is left must lead to nobody. */
const withoutAlias = (update: ScrubbedUpdate) => JSON.stringify(update).replaceAll(String(alias), 'ALIAS');

/** Every value with the path at which it stands; places in lists are written as []. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, Array.isArray(value) ? `${path}[]` : path === '' ? key : `${path}.${key}`),
  );
}

/** Every field at any depth: the object that holds it, and its name. */
function fields(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [
    [parent, key] as [Record<string, unknown>, string],
    ...fields(parent[key]),
  ]);
}

const isHint = (value: unknown) => typeof value === 'string' && isLanguage(value);
const is =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const sender = { id: is(alias), is_bot: is(false), first_name: is(''), language_code: isHint };
const place = {
  message_id: is(1),
  date: is(0),
  'chat.id': is(alias),
  'chat.type': is('private'),
  'chat.first_name': is(''),
};
const under = (prefix: string, table: Record<string, (value: unknown) => boolean>) =>
  Object.fromEntries(Object.entries(table).map(([key, check]) => [`${prefix}.${key}`, check]));

/** All that may come in: each path, and what may stand there. */
const allowed: Record<string, (value: unknown) => boolean> = {
  update_id: is(0),
  'edge.kind': is(...contentKinds),
  'edge.isStale': is(true, false),
  'edge.distress': is(null, 'body', 'danger', 'act', 'wish', 'hopeless'),
  ...under('message', place),
  ...under('message.from', sender),
  'message.text': is(...[...commands].map((name) => `/${name}`)),
  'message.entities[].type': is('bot_command'),
  'message.entities[].offset': is(0),
  'message.entities[].length': (value) => Number.isInteger(value),
  'callback_query.id': is(String(alias)),
  'callback_query.chat_instance': is(''),
  'callback_query.data': is('', 'menu:open', 'start:language:ru'),
  ...under('callback_query.from', sender),
  ...under('callback_query.message', place),
};

describe('what passes the edge', () => {
  test('is made of allow-listed places and values only, however rich the raw update is', () => {
    fc.assert(
      fc.property(richUpdates, (raw) => {
        for (const [path, value] of leaves(scrubbed(raw))) {
          expect(allowed[path]?.(value), `${path} = ${JSON.stringify(value)}`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('holds no canary, as text or as a number', () => {
    fc.assert(
      fc.property(richUpdates, (raw) => {
        // The control: the canaries were there to be found.
        expect(JSON.stringify(raw)).toContain(canary);
        const text = withoutAlias(scrubbed(raw));
        expect(text.toUpperCase()).not.toContain(canary);
        expect(text).not.toContain(numberCanary);
      }),
      { numRuns: 150 },
    );
  });

  test('is nothing at all for updates of other kinds', () => {
    fc.assert(
      fc.property(otherUpdates, (raw) => {
        expect(scrubUpdate(raw, commands, now).type).toBe('nothing');
      }),
    );
  });

  test('keeps the address beside the update, never in it', () => {
    const incoming = scrubUpdate(messageOf({ text: '/start' }), commands, now);
    expect(incoming).toMatchObject({ type: 'chat', address: 77, messageId: 9, callbackId: null });
    expect(JSON.stringify(incoming)).not.toContain('scrubbed');
  });
});

describe('typed text', () => {
  test.each([
    ['/help', '/help'],
    ['/HELP', '/help'],
    ['/help@Zont_bot', '/help'],
    ['/help@Zont_bot call me at home', '/help'],
    ['/start secret-payload', '/start'],
    ['/sos\nsecond line', '/sos'],
  ])('passes as a bare command: %j', (text, expected) => {
    const update = scrubbed(messageOf({ text }));
    expect(update.edge.kind).toBe('command');
    expect(update.message?.text).toBe(expected);
    expect(update.message?.entities).toEqual([{ type: 'bot_command', offset: 0, length: expected.length }]);
  });

  test.each([
    'help',
    ' /help',
    'x /help',
    '/helpme',
    '/help_me',
    '/help-x',
    '//help',
    '/unknown',
    '/',
    '',
    '/хелп',
    '/help@',
    '/constructor',
  ])('stays outside when it is no known command: %j', (text) => {
    const update = scrubbed(messageOf({ text }));
    expect(update.edge.kind).toBe('text');
    expect(update.message).not.toHaveProperty('text');
    expect(update.message).not.toHaveProperty('entities');
  });

  test('never passes from an edited message, not even a command', () => {
    const { update_id, message } = messageOf({ text: '/help' });
    const update = scrubbed({ update_id, edited_message: message });
    expect(update.edge.kind).toBe('edit');
    expect(update.message).not.toHaveProperty('text');
  });
});

describe('a code that a screen asks for', () => {
  const digits = '1'.repeat(receiptCodeDigits);
  const codeIn = (raw: unknown) => {
    const incoming = scrubUpdate(raw, commands, now);
    if (incoming.type !== 'chat') throw new Error(`expected a chat, not ${incoming.type}`);
    return incoming.scrubbedFor(alias, 'code:pad').edge.code?.digits;
  };

  test('passes where it is typed', () => {
    expect(codeIn(messageOf({ text: digits }))).toBe(digits);
  });

  test('passes neither from an edited message nor late', () => {
    const { update_id, message } = messageOf({ text: digits });
    expect(codeIn({ update_id, edited_message: message })).toBeUndefined();
    expect(codeIn(messageOf({ text: digits, date: now - 601 }))).toBeUndefined();
  });
});

test.each([
  ['text', { text: 'hello' }],
  ['voice', { voice: {} }],
  ['voice', { audio: {} }],
  ['voice', { video_note: {} }],
  ['picture', { photo: [] }],
  ['picture', { video: {}, caption: 'x' }],
  ['picture', { document: {} }],
  ['picture', { animation: {}, document: {} }],
  ['location', { location: {} }],
  ['location', { venue: {}, location: {} }],
  ['contact', { contact: {} }],
  ['other', { sticker: {} }],
  ['other', { dice: {} }],
  ['other', { poll: {} }],
  ['other', { brand_new_thing: {} }],
  ['other', { voice: null }],
])('says that it is %s: %j', (kind, content) => {
  expect(scrubbed(messageOf(content)).edge.kind).toBe(kind);
});

test.each([
  [0, false],
  [600, false],
  [601, true],
  [86_400, true],
  [-30, false],
])('a message that is %i seconds old is stale: %s', (age, isStale) => {
  expect(scrubbed(messageOf({ text: 'x', date: now - age })).edge.isStale).toBe(isStale);
});

test.each([
  [600, 'wish'],
  [601, null],
])('of words of distress that are %i seconds old only this passes inwards: %s', (age, distress) => {
  const raw = messageOf({ text: 'хочу умереть', date: now - age });
  expect(scrubbed(raw).edge.distress).toBe(distress);
  // Nor are they treated as urgent on the way out, which would tell them from others.
  expect(scrubUpdate(raw, commands, now)).toMatchObject({ isUrgent: distress !== null });
});

test('a press is never stale: its message may be a week old', () => {
  const raw = {
    update_id: 1,
    callback_query: { id: '1', from: person, message: { message_id: 3, date: 0, chat }, data: 'menu:open' },
  };
  expect(scrubbed(raw).edge).toMatchObject({ kind: 'press', isStale: false });
});

describe('who it is about', () => {
  const group = { id: -1001, type: 'supergroup', title: 'T' };
  const member = (status: string, where: object) => ({
    update_id: 1,
    my_chat_member: { chat: where, from: person, date: now, new_chat_member: { user: person, status } },
  });

  test.each([
    ['a message in a group', { update_id: 1, message: { message_id: 1, date: now, chat: group, from: person } }],
    [
      'a post in a channel',
      { update_id: 1, channel_post: { message_id: 1, date: now, chat: { id: -1002, type: 'channel' } } },
    ],
    [
      'a press in a group',
      { update_id: 1, callback_query: { id: '1', from: person, message: { message_id: 1, date: 0, chat: group } } },
    ],
    ['being added to a group', member('member', group)],
    ['becoming administrator of a channel', member('administrator', { id: -1002, type: 'channel' })],
  ])('%s is a group to leave', (_, raw) => {
    expect(scrubUpdate(raw, commands, now).type).toBe('group');
  });

  test.each(['left', 'kicked'])('having %s a group is nothing', (status) => {
    expect(scrubUpdate(member(status, group), commands, now)).toEqual({ type: 'nothing' });
  });

  test('a person who blocks the bot is gone', () => {
    expect(scrubUpdate(member('kicked', chat), commands, now)).toEqual({ type: 'blocked', address: 77 });
  });

  test('a person who unblocks the bot has not said anything yet', () => {
    expect(scrubUpdate(member('member', chat), commands, now)).toEqual({ type: 'nothing' });
  });

  test.each(['message_auto_delete_timer_changed', 'pinned_message'])(
    'a note of Telegram about %s is nothing: nobody said anything',
    (field) => {
      const note = messageOf({ [field]: { message_auto_delete_time: 86_400 } });
      expect(scrubUpdate(note, commands, now)).toEqual({ type: 'nothing' });
    },
  );

  test('a press on an inline message leads to no chat', () => {
    const raw = { update_id: 1, callback_query: { id: '1', from: person, inline_message_id: 'x', data: 'menu:open' } };
    expect(scrubUpdate(raw, commands, now)).toEqual({ type: 'nothing' });
  });
});

describe('shapes that nobody knows', () => {
  const readFully = (raw: unknown) => {
    const incoming = scrubUpdate(raw, commands, now);
    return incoming.type === 'chat' ? incoming.scrubbedFor(alias, null) : incoming;
  };

  test('never throw', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    });
    const inPlace = fc
      .tuple(fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member', 'channel_post'), anything)
      .map(([kind, body]) => ({ update_id: 1, [kind]: body }));
    fc.assert(
      fc.property(fc.oneof(anything, inPlace, fc.jsonValue()), (raw) => void readFully(raw)),
      { numRuns: 300 },
    );
  });

  test('never throw, and let nothing in, when one field of a good update turns into something else', () => {
    const changed = fc.tuple(richUpdates, fc.nat(), fc.jsonValue()).map(([update, at, value]) => {
      const copy = structuredClone(update);
      const found = fields(copy);
      const [parent, key] = found[at % found.length] as [Record<string, unknown>, string];
      parent[key] = value;
      return copy;
    });
    fc.assert(
      fc.property(changed, (raw) => {
        expect(JSON.stringify(readFully(raw))).not.toContain(canary);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['an address that is no safe integer', { id: 2 ** 60, type: 'private' }],
    ['an address as text', { id: '77', type: 'private' }],
  ])('%s is nothing', (_, where) => {
    expect(scrubUpdate(messageOf({ chat: where }), commands, now)).toEqual({ type: 'nothing' });
  });

  test('callback data that is longer than Telegram allows is left out', () => {
    const raw = {
      update_id: 1,
      callback_query: { id: '1', from: person, message: { message_id: 3, date: 0, chat }, data: 'x'.repeat(65) },
    };
    expect(scrubbed(raw).callback_query?.data).toBe('');
  });
});
