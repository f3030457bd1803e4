import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StoredConversation } from '../../bot/bot.ts';
import type { OpenDatabase } from '../../db/client.ts';
import type { ConversationStateStore } from '../../db/conversation-state.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { SweepListStore } from '../../db/sweep-list.ts';
import { cloneDataDirectory, rowsOf } from '../support/databases.ts';
import { testKeyring } from '../support/keyrings.ts';
import { asHaystack, createLeakScan, filesOf } from '../support/leak-scan.ts';
import { assemble, type Raw, type Weaknesses } from './support/assembly.ts';
import { dumpOf, openedHaystacks, openRows } from './support/stored.ts';
import { tellingNumbersIn } from './support/telling-numbers.ts';
import { createWalker, leaveInTheMiddle, needlesOfAll, type Walker } from './support/walk.ts';

/**
 * The same walk and the same scans as in telegram-walk.test.ts, with one protection off each time.
 * A scan that stays silent here would prove nothing there.
 */

vi.setConfig({ testTimeout: 60_000 });

const keyring = testKeyring('weakened');
let directory: string;
let database: OpenDatabase;
beforeAll(async () => {
  directory = cloneDataDirectory();
  database = await openDatabase({ kind: 'embedded', directory });
}, 60_000);
afterAll(async () => {
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Lets a person leave in the middle of `/start`, and answers what every scan says afterwards. */
async function scansWith(weak: Weaknesses, then: (walker: Walker) => Promise<void> = async () => {}) {
  const { db } = database;
  await db.execute(sql`truncate conversation_states, chat_settings, sweep_list`);
  const { server, log, stop } = await assemble(db, keyring, weak);
  try {
    const walker = createWalker(server);
    await leaveInTheMiddle(server, walker);
    await then(walker);
    const scan = createLeakScan(needlesOfAll([walker]));
    const opened = await openRows(db, keyring);
    await db.execute(sql`checkpoint`);
    const dump = await dumpOf(db);
    const kinds = (hits: readonly { needle: string }[]) => [...new Set(hits.map(({ needle }) => needle.split(',')[0]))];
    return {
      states: opened.states,
      inOpened: kinds(scan(openedHaystacks(opened))),
      inNumbers: [
        ...new Set(
          opened.states
            .flatMap((state) => tellingNumbersIn(state, server, [walker]))
            .map((words) => words.replace(/ \d+$/, '')),
        ),
      ],
      inDump: kinds(scan(dump)),
      inFiles: kinds(scan(filesOf(directory))),
      inLog: kinds(scan(log.map((line) => asHaystack('log', line)))),
      listedIds: walker.person.chat.some(({ message_id }) =>
        dump.some(({ bytes }) => Buffer.from(bytes).includes(`"id":${message_id},`)),
      ),
      pressIsLegible: dump.some(({ bytes }) => Buffer.from(bytes).includes('start:language:ru')),
    };
  } finally {
    await stop();
  }
}

const clean = {
  inOpened: [],
  inNumbers: [],
  inDump: [],
  inFiles: [],
  inLog: [],
  listedIds: false,
  pressIsLegible: false,
};

/** The message inside an update, whatever its kind. */
const messageOf = (update: Raw): Raw => update.callback_query?.message ?? update.message ?? update.edited_message;

/** A copy of the update built anew, changed by hand. */
function changed(change: (copy: Raw, raw: Raw) => void): Weaknesses {
  return {
    letsIn: (scrubbed, raw) => {
      const copy = structuredClone(scrubbed);
      change(copy, raw);
      return copy;
    },
  };
}

/** A table without any sealing. */
async function createUnsealedStore(): Promise<ConversationStateStore<StoredConversation>> {
  const { db } = database;
  await db.execute(sql`drop table if exists unsealed`);
  await db.execute(sql`create table unsealed (alias text primary key, state text)`);
  // Uncompressed, as small rows are.
  await db.execute(sql`alter table unsealed alter column state set storage external`);
  return {
    async read(alias) {
      const [row] = await rowsOf<{ state: string }>(db, sql`select state from unsealed where alias = ${String(alias)}`);
      return row && JSON.parse(row.state);
    },
    async write(alias, state) {
      await db.execute(sql`insert into unsealed values (${String(alias)}, ${JSON.stringify(state)})
        on conflict (alias) do update set state = excluded.state`);
    },
    async delete(alias) {
      await db.execute(sql`delete from unsealed where alias = ${String(alias)}`);
    },
    forgetExpired: async () => 0,
  };
}

/** A sweep list without any sealing: the address, and the ids of what stands there. */
async function createUnsealedList(): Promise<Pick<SweepListStore, 'find' | 'write'>> {
  const { db } = database;
  await db.execute(sql`create table unsealed_list (alias text primary key, entry text)`);
  return {
    find: async () => null,
    async write(entries) {
      for (const { alias, address, standing } of entries) {
        const entry = JSON.stringify({ address: address.reveal(), standing });
        await db.execute(sql`insert into unsealed_list values (${String(alias)}, ${entry})
          on conflict (alias) do update set entry = excluded.entry`);
      }
    },
  };
}

describe('the scans, on the program put together from its parts', () => {
  it('find nothing while every protection is on', async () => {
    const { states, ...found } = await scansWith({});
    expect(states).toHaveLength(1);
    expect(states[0]).toContain('start:language:ru');
    expect(found).toEqual(clean);
  });
});

describe('the scans find it', () => {
  it('when answers of Telegram pass to the handlers as they are', async () => {
    const { inOpened, inNumbers } = await scansWith({ answers: (raw) => raw });
    expect(inOpened).toEqual(expect.arrayContaining(['first name', 'last name', 'username', 'id']));
    expect(inNumbers).toEqual(expect.arrayContaining(['message id', 'date', 'id of the person']));
  });

  it('when the edge trims the raw update in place of building a new one', async () => {
    const weak: Weaknesses = {
      letsIn: (scrubbed, raw) => {
        // Someone thought of the ids, and of nothing else.
        const whole: Raw = structuredClone(raw);
        const message = messageOf(whole);
        const built = messageOf(scrubbed);
        Object.assign(message, { chat: built.chat, message_id: built.message_id });
        if (built.from) Object.assign(message.from, built.from);
        if (whole.callback_query) {
          whole.callback_query.id = (scrubbed as Raw).callback_query.id;
          whole.callback_query.from.id = (scrubbed as Raw).callback_query.from.id;
        }
        return { ...whole, edge: scrubbed.edge };
      },
    };
    const { inOpened, inNumbers } = await scansWith(weak);
    expect(inOpened).toEqual(expect.arrayContaining(['username', 'last name']));
    expect(inNumbers).toEqual(expect.arrayContaining(['update id', 'date', 'chat instance']));
  });

  it.each([
    [
      'names',
      ['first name', 'username'],
      (copy: Raw, raw: Raw) => {
        const from = raw.callback_query?.from ?? messageOf(raw).from;
        Object.assign(copy.callback_query?.from ?? copy.message.from, {
          first_name: from.first_name,
          username: from.username,
        });
      },
    ],
    [
      'what stands after a command',
      ['username'],
      (copy: Raw, raw: Raw) => {
        if (raw.message?.text) Object.assign(copy.message, { text: raw.message.text });
      },
    ],
    [
      'real callback ids',
      ['id << 32', 'callback id 2'],
      (copy: Raw, raw: Raw) => {
        if (raw.callback_query)
          copy.callback_query.real_id = [raw.callback_query.id, String(BigInt(raw.callback_query.from.id) << 32n)];
      },
    ],
  ])('when the edge lets %s pass', async (_what, kinds, change) => {
    const { inOpened } = await scansWith(changed(change));
    expect(inOpened).toEqual(expect.arrayContaining(kinds));
  });

  it('when the edge lets typed words pass', async () => {
    const weak = changed((copy, raw) => {
      if (raw.message?.text) Object.assign(copy.message, { text: raw.message.text });
    });
    const { inOpened } = await scansWith(weak, (walker) => walker.sends(walker.traits.typed));
    expect(inOpened).toContain('typed');
  });

  it.each([
    [
      'update ids',
      'update id',
      (copy: Raw, raw: Raw) => {
        copy.update_id = raw.update_id;
      },
    ],
    [
      'message ids',
      'message id',
      (copy: Raw, raw: Raw) => {
        messageOf(copy).message_id = messageOf(raw).message_id;
      },
    ],
    [
      'dates',
      'date',
      (copy: Raw, raw: Raw) => {
        messageOf(copy).date = messageOf(raw).date;
      },
    ],
    [
      'chat instances',
      'chat instance',
      (copy: Raw, raw: Raw) => {
        if (copy.callback_query) copy.callback_query.chat_instance = raw.callback_query.chat_instance;
      },
    ],
  ])('when the edge keeps %s', async (_what, kind, change) => {
    expect((await scansWith(changed(change))).inNumbers).toContain(kind);
  });

  it('when people have their real ids behind the edge', async () => {
    const { inOpened, inNumbers } = await scansWith({ hasNoAlias: true });
    expect(inOpened).toContain('id');
    expect(inNumbers).toContain('id of the person');
  });

  it('when states are not sealed: what was pressed can be read, and names when they pass', async () => {
    const keepsIn = await createUnsealedStore();
    try {
      expect((await scansWith({ keepsIn })).pressIsLegible).toBe(true);
      const { inDump, inFiles } = await scansWith({ keepsIn, answers: (raw) => raw });
      expect(inDump).toEqual(expect.arrayContaining(['first name', 'last name', 'username', 'id']));
      expect(inFiles).toEqual(expect.arrayContaining(['username', 'id']));
    } finally {
      await database.db.execute(sql`drop table unsealed`);
    }
  });

  it('when the sweep list is not sealed: addresses, and message ids, which tell the time', async () => {
    const listsIn = await createUnsealedList();
    try {
      const { inDump, inFiles, listedIds } = await scansWith({ listsIn });
      expect(inDump).toContain('id');
      expect(inFiles).toContain('id');
      expect(listedIds).toBe(true);
    } finally {
      await database.db.execute(sql`drop table unsealed_list`);
    }
  });

  it('when a line is logged for every update', async () => {
    const { inLog } = await scansWith({ logsUpdates: true });
    expect(inLog).toEqual(
      expect.arrayContaining([
        'id',
        'first name',
        'username',
        'phone',
        'typed',
        'edited',
        'voice file',
        'photo file',
        'latitude',
      ]),
    );
  });
});
