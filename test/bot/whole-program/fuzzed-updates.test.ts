import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../../bot/app.ts';
import type { BotApiPayload, UpdateSink } from '../../../bot/channels/channel.ts';
import { parseConfig } from '../../../bot/config.ts';
import { rawUpdate } from '../../../bot/edge/raw-update.ts';
import { createFaultLog } from '../../../bot/fault-log.ts';
import { open } from '../../../handlers/callback-data.ts';
import { cloneDataDirectory } from '../../support/databases.ts';
import { testToken } from '../../support/test-app.ts';
import { trials } from '../../support/trials.ts';

/** The whole program with updates of every kind and shape, without a network. */

const canary = 'CANARY';
const startOfTime = Date.UTC(2026, 10, 22, 9);
const people = 40;
const firstPerson = 600_000_000;
const runSeed = 20_261_122;

let app: App;
let sink: UpdateSink;
let directory: string;
let keys: string;
const calls: { method: string; payload: BotApiPayload }[] = [];
const log: string[] = [];
const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => void unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', noteUnhandled);
  directory = cloneDataDirectory();
  keys = mkdtempSync(join(tmpdir(), 'zont-keys-'));
  let messages = 1_000_000;
  const config = parseConfig({ BOT_TOKEN: testToken, DATA_DIRECTORY: directory, KEYS_DIRECTORY: keys });
  app = await startApp(config, {
    now: () => startOfTime,
    faults: createFaultLog(() => startOfTime, { write: (line) => void log.push(line) }),
    channel: ({ onUpdate }) => {
      sink = onUpdate;
      return {
        start: async () => {},
        stop: async () => {},
        announcement: '',
        async transport(method, payload) {
          calls.push({ method, payload });
          return { ok: true, result: method === 'sendMessage' ? { message_id: ++messages } : true };
        },
      };
    },
  });
}, 60_000);
afterAll(async () => {
  process.off('unhandledRejection', noteUnhandled);
  await app.stop();
  rmSync(directory, { recursive: true, force: true });
  rmSync(keys, { recursive: true, force: true });
});

const strange = fc.constantFrom(
  '\u0000',
  '\u202e\u202dtxet\u2066',
  'א\u05b0ب\u064e',
  '👩‍👩‍👧‍👦'.repeat(20),
  '\ud800',
  'Z̷̢̛͎͔'.repeat(50),
  '<b>&amp;</a><script>',
  '{{process.exit(1)}}',
  '__proto__',
  '%s%n{{place}}$t(menu.ask)',
  ' '.repeat(4_096),
  'ж'.repeat(4_096),
  '\n'.repeat(500),
);
const typed = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), strange)
  .map((text) => `${canary}${text}`.slice(0, 4_096));
const commands = fc.constantFrom(
  '/start',
  '/menu',
  '/sos',
  '/help',
  '/about',
  '/start x',
  '/START@zont',
  '/unknown',
  '/',
);
const realData = [
  open('menu:open', {}),
  open('sos:open', {}),
  open('start:language', { language: 'en' }),
  open('start:country', { country: 'KG' }),
  open('start:back', {}),
  open('help:open', {}),
  open('help:needs', { place: 'KG' }),
  open('about:kept', {}),
  open('tips:open', {}),
  open('language:set', { language: 'ru' }),
];
/** Buttons as they are, of a later version, cut, changed by one character, and made up. */
const data = fc.oneof(
  fc.constantFrom(...realData),
  fc.tuple(fc.constantFrom(...realData), fc.nat(70)).map(([real, at]) => real.slice(0, at)),
  fc
    .tuple(fc.constantFrom(...realData), fc.nat(70), fc.string({ unit: 'binary', maxLength: 2 }))
    .map(([real, at, change]) => real.slice(0, at) + change + real.slice(at + 1)),
  fc.constantFrom(...realData).map((real) => `${real}.9:v2`),
  typed.map((text) => text.slice(0, 80)),
);
const person = fc.nat(people - 1).map((index) => firstPerson + index);
const from = (id: number) => ({
  id,
  is_bot: false,
  first_name: canary,
  username: canary,
  language_code: (['en', 'ru', 'ky', 'x-nonsense', ''] as const)[id % 5],
});
const chat = (id: number) => ({ id, type: 'private', first_name: canary, username: canary });
const date = fc.constantFrom(0, 59, 599, 601, 86_400).map((age) => startOfTime / 1_000 - age);
const content = fc.oneof(
  typed.map((text) => ({ text })),
  commands.map((text) => ({ text, entities: [{ type: 'bot_command', offset: 0, length: text.length }] })),
  fc
    .tuple(
      fc.constantFrom('voice', 'photo', 'video', 'document', 'location', 'contact', 'poll', 'hologram', 'caption'),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), typed),
    )
    .map(([kind, value]) => ({ [kind]: kind === 'caption' ? canary : (value ?? {}) })),
);
const messageId = fc.integer({ min: 1, max: 900_000 });

const message = fc
  .tuple(person, messageId, date, content, fc.constantFrom('message', 'message', 'edited_message'))
  .map(([id, message_id, at, what, kind]) => ({
    [kind]: { message_id, date: at, from: from(id), chat: chat(id), ...what },
  }));
const press = fc.tuple(person, messageId, data, fc.boolean()).map(([id, message_id, chosen, isOld]) => ({
  callback_query: {
    id: String(BigInt(id) << 32n),
    from: from(id),
    chat_instance: canary,
    data: chosen,
    message: { message_id, chat: chat(id), ...(isOld ? { date: 0 } : { date: startOfTime / 1_000, text: canary }) },
  },
}));
/** What Telegram may send one day, and what it never should. */
const nonsense = fc.oneof(
  fc.dictionary(fc.constantFrom('message', 'callback_query', 'my_chat_member', 'channel_post', 'x'), fc.jsonValue()),
  fc
    .tuple(message, fc.constantFrom('chat', 'from', 'date', 'message_id', 'text'), fc.jsonValue())
    .map(([update, field, value]) => {
      const [[kind, body] = ['x', {}]] = Object.entries(update);
      return { [kind]: { ...(body as object), [field]: value } };
    }),
);
const update = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: message }, { weight: 5, arbitrary: press }, { weight: 2, arbitrary: nonsense }),
    fc.nat(),
  )
  .map(([body, update_id]) => ({ update_id, ...body }));

/** The chat in which somebody must hear something. */
function awaiting(raw: unknown): number | null {
  const { data: read } = rawUpdate.safeParse(raw);
  const body = read?.message ?? read?.edited_message;
  if (read?.callback_query?.message?.chat.type === 'private' && !read.my_chat_member) {
    return read.message || read.edited_message ? null : read.callback_query.message.chat.id;
  }
  const isTalk = body?.chat.type === 'private' && !read?.my_chat_member && !read?.callback_query;
  return isTalk && !body.pinned_message && !body.message_auto_delete_timer_changed ? body.chat.id : null;
}

const shows = new Set(['sendMessage', 'editMessageText']);

test(`of ${trials.fuzzedUpdates} updates none crashes, none is echoed, and each is answered`, {
  timeout: trials.fuzzedUpdates * 40,
}, async () => {
  const step = 500;
  for (let done = 0; done < trials.fuzzedUpdates; done += step) {
    const updates = fc.sample(update, { numRuns: Math.min(step, trials.fuzzedUpdates - done), seed: runSeed + done });
    for (const raw of updates) {
      calls.length = 0;
      expect(await sink(raw)).toBe('handled');
      const chatId = awaiting(raw);
      const answers = calls.filter(({ method, payload }) => shows.has(method) && payload.chat_id === chatId);
      const isPress = 'callback_query' in raw;
      const isAnswered = chatId === null || answers.length > 0 || (isPress && calls.length > 0);
      expect(isAnswered, `no answer to ${JSON.stringify(raw)}`).toBe(true);
      expect(JSON.stringify(calls)).not.toContain(canary);
    }
  }
  expect(log).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});
