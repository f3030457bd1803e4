import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAliases } from '../../bot/edge/alias.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import { createChatKeys } from '../../db/chat-key.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import { open, seal } from '../../db/cipher.ts';
import type { OpenDatabase } from '../../db/client.ts';
import { createConversationStateStore } from '../../db/conversation-state.ts';
import type { Keyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createSweepList } from '../../db/sweep-list.ts';
import { whereabouts } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import { Secret } from '../../domain/secret.ts';
import { nothingStands } from '../../domain/standing-messages.ts';
import { cloneDataDirectory, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { asHaystack, createLeakScan } from '../support/leak-scan.ts';
import { createCanaryPerson, needlesOf } from './support/canaries.ts';

/**
 * Attackers as programs. Each is run against the program, where it must fail, and against a weakened
 * variant, where it must succeed: an attacker who never succeeds proves nothing.
 */

const keyring = testKeyring('at rest');
let directory: string;
let database: OpenDatabase;
beforeAll(async () => {
  directory = cloneDataDirectory();
  database = await openDatabase({ kind: 'embedded', directory });
});
beforeEach(async () => {
  await database.db.execute(sql`truncate chat_settings, conversation_states, sweep_list`);
});
afterAll(async () => {
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

const everyContent = languages.flatMap((language) =>
  [...whereabouts, null].map((country) => Buffer.from(JSON.stringify({ language, country }))),
);
const [key, place] = [randomBytes(32), randomBytes(32)];

describe('who reads only lengths', () => {
  const lengths = (sealing: (content: Buffer) => Buffer) =>
    new Set(everyContent.map((content) => sealing(content).length));

  it('cannot tell one choice of language and country from another', () => {
    expect(lengths((content) => seal(content, key, place, 64)).size).toBe(1);
  });

  it('can when nothing is padded, and the table would refuse such rows', async () => {
    const unpadded = (content: Buffer) => seal(content, key, place, 1);
    expect(lengths(unpadded).size).toBeGreaterThan(1);
    for (const content of everyContent.slice(0, 3)) {
      const row = sql`insert into chat_settings values (decode(${place.toString('hex')}, 'hex'),
        decode(${unpadded(content).toString('hex')}, 'hex'), '2026-11-22')`;
      await expect(database.db.execute(row)).rejects.toThrow();
    }
  });
});

describe('who tries all ids that Telegram may give, without the keys', () => {
  const person = createCanaryPerson();
  const others = Array.from({ length: 200 }, () => createCanaryPerson().id);

  /** Every cheap guess how a row key or an alias could come from an id. */
  function idsBehind(rowKeys: ReadonlySet<string>): number[] {
    return [...others, person.id].filter((id) => {
      const wide = Buffer.alloc(8);
      wide.writeBigInt64BE(BigInt(id));
      const texts = [String(id), `telegram:${id}`, wide, Buffer.from(wide).reverse()];
      const guesses = texts.flatMap((text) => [
        ...['sha256', 'sha512', 'sha1', 'md5'].map((algorithm) => createHash(algorithm).update(text).digest('hex')),
        createHmac('sha256', '').update(text).digest('hex'),
        createHmac('sha256', Buffer.alloc(32)).update(text).digest('hex'),
      ]);
      return guesses.some((guess) => rowKeys.has(guess));
    });
  }

  it('finds nobody', async () => {
    const alias = createAliases(keyring.subkey('chat-alias'), 'telegram')(person.id);
    await createChatSettingsStore(database.db, keyring).save(alias, { language: 'ru', country: 'KG' }, '2026-11-22');
    await createConversationStateStore(database.db, keyring, () => 0).write(alias, {});
    const standing = { ...nothingStands, living: { id: 1, sentHour: 1 }, shownHour: 1 };
    const list = createSweepList(database.db, keyring, () => [alias]);
    await list.write([{ alias, address: new Secret(person.id), standing }]);
    const rows = await rowsOf<{ key: string }>(
      database.db,
      sql`select encode(key, 'hex') as key from chat_settings union all select encode(key, 'hex') from conversation_states
        union all select encode(key, 'hex') from sweep_list`,
    );
    expect(rows).toHaveLength(3);
    expect(idsBehind(new Set(rows.map((row) => row.key)))).toEqual([]);
  });

  it('finds the person when the row key is an unkeyed hash of the id', () => {
    const weak = createHash('sha256').update(String(person.id)).digest('hex');
    expect(idsBehind(new Set([weak]))).toEqual([person.id]);
  });

  it('would find everybody with the keys, which is why they lie apart: aliases are keyed, not secret', () => {
    const aliasOf = (ring: Keyring) => createAliases(ring.subkey('chat-alias'), 'telegram')(person.id);
    expect(aliasOf(keyring)).toBe(aliasOf(testKeyring('at rest')));
    expect(aliasOf(keyring)).not.toBe(aliasOf(testKeyring('another')));
  });
});

describe('who joins two tables', () => {
  const aliases = Array.from({ length: 20 }, newAlias);
  const shared = (purposes: readonly string[]) => {
    const [first = [], second = []] = purposes.map((purpose) => {
      const keys = createChatKeys(keyring, purpose);
      return aliases.map((alias) => keys.rowKey(alias).toString('hex'));
    });
    return first.filter((value) => second.includes(value)).length;
  };

  it('finds no chat that stands in both', () => {
    expect(shared(['chat-settings', 'conversation-state'])).toBe(0);
    expect(shared(['chat-settings', 'sweep-list'])).toBe(0);
    expect(shared(['conversation-state', 'sweep-list'])).toBe(0);
  });

  it('finds all of them when two tables share a purpose', () => {
    expect(shared(['chats', 'chats'])).toBe(aliases.length);
  });
});

describe('who swaps sealed rows between two chats', () => {
  const [anna, bela] = [randomBytes(32), randomBytes(32)];

  it('makes them unreadable', () => {
    expect(open(seal(Buffer.from('of anna'), key, anna, 64), key, bela)).toBeNull();
  });

  it('would give one the state of the other when a row were not bound to its place', () => {
    const nowhere = Buffer.alloc(0);
    expect(open(seal(Buffer.from('of anna'), key, nowhere, 64), key, nowhere)?.toString()).toBe('of anna');
  });
});

describe('who compares two copies of the database', () => {
  const differ = (sealing: () => Buffer) => !sealing().subarray(1).equals(sealing().subarray(1));

  it('cannot tell whether somebody chose the same again', () => {
    expect(differ(() => seal(Buffer.from('same'), key, place, 64))).toBe(true);
  });

  it('can when the iv is always the same', () => {
    const fixed = () => createCipheriv('aes-256-gcm', key, Buffer.alloc(12)).update(Buffer.from('version and content'));
    expect(differ(fixed)).toBe(false);
  });
});

describe('who reads expiry times', () => {
  const visits = [1, 61, 200, 420, 599].map((second) => Date.UTC(2026, 10, 22, 12, 0, second));

  it('learns ten minutes, not the minute', async () => {
    for (const at of visits) await createConversationStateStore(database.db, keyring, () => at).write(newAlias(), {});
    const [row] = await rowsOf<{ times: number }>(
      database.db,
      sql`select (count(distinct expires_at))::int as times from conversation_states`,
    );
    expect(row?.times).toBe(1);
  });

  it('learns each second when nothing is rounded', () => {
    expect(new Set(visits.map((at) => at + 30 * 60_000)).size).toBe(visits.length);
  });
});

describe('who reads the log', () => {
  const person = createCanaryPerson();
  const scan = createLeakScan(needlesOf(person));

  class TraitError extends Error {
    readonly update = { message: { from: person, text: person.typed } };
  }

  /** Faults as careless code makes them: traits in message, name, cause, fields and class. */
  function faults(): unknown[] {
    const named = new Error('x');
    named.name = person.username;
    const Class = { [person.username]: class extends Error {} }[person.username] as new () => Error;
    return [
      new TraitError(`no answer to ${person.first_name} (${person.id})`),
      new Error('x', { cause: new TraitError(person.phone) }),
      Object.assign(new Error('x'), { error: new TraitError(person.typed) }),
      named,
      new Class(),
      person.typed,
      person,
      person.id,
      Promise.resolve(person),
      Object.assign(Object.create(null), person),
    ];
  }

  it('finds no trait of anybody, whatever was thrown', () => {
    const lines: string[] = [];
    const log = createFaultLog(() => 0, { write: (line) => void lines.push(line) });
    for (const fault of faults()) lines.push(log.report('update_failed', 'handler', fault));
    expect(lines).toHaveLength(faults().length * 2);
    expect(scan(lines.map((line) => asHaystack('log', line)))).toEqual([]);
  });

  it('finds them when errors are logged as they are', () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line) => void lines.push(line) });
    for (const fault of faults()) log.error({ err: fault, printed: inspect(fault) });
    const found = new Set(scan(lines.map((line) => asHaystack('log', line))).map(({ needle }) => needle.split(',')[0]));
    for (const trait of ['id', 'first name', 'username', 'phone', 'typed']) expect(found).toContain(trait);
  });
});
