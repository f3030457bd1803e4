import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { Outcome, ProcessGroup } from '../../db/process-group.ts';
import { createServerProcessGroup } from '../../db/server-process-group.ts';
import { Secret } from '../../domain/secret.ts';
import { createServerDatabase } from '../support/databases.ts';

vi.setConfig({ testTimeout: 60_000 });
const serverUrl = inject('postgresUrl');

describe.skipIf(serverUrl === null)('processes on one PostgreSQL database', () => {
  let database: { url: string; drop(): Promise<void> };
  let admin: postgres.Sql;
  let groups: ProcessGroup[];
  beforeAll(async () => {
    database = await createServerDatabase(serverUrl as string);
    admin = postgres(database.url, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });
  beforeEach(() => {
    groups = [];
  });
  afterEach(() => Promise.all(groups.map((group) => group.leave())));

  const newGroup = () => {
    const group = createServerProcessGroup(new Secret(database.url));
    groups.push(group);
    return group;
  };
  const until = async (isTrue: () => boolean | Promise<boolean>) => {
    const deadline = performance.now() + 20_000;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error(`waited in vain for ${isTrue}`);
      await sleep(20);
    }
  };
  const locks = async (kind: number) =>
    Number(
      (await admin`select count(*) from pg_locks where locktype = 'advisory' and classid = ${kind}::oid`)[0]?.count,
    );
  const chatLocks = () => locks(77_310_004);

  /** A task that ends when told. */
  function heldTask(seen: string[], name: string) {
    let release = () => {};
    const task = () => {
      seen.push(`${name} begins`);
      return new Promise<Outcome>((resolve) => {
        release = () => {
          seen.push(`${name} ends`);
          resolve('handled');
        };
      });
    };
    return { task, release: () => release() };
  }
  const quickTask = (seen: string[], name: string) => async (): Promise<Outcome> => {
    seen.push(name);
    return 'handled';
  };

  test('one alone asks the database for nothing', async () => {
    const only = newGroup();
    await only.join();
    const era = only.aloneSince();
    expect(era).not.toBeNull();
    const seen: string[] = [];
    const held = heldTask(seen, 'a');
    const turn = only.inTurn(1, 1, held.task);
    expect(seen).toEqual(['a begins']);
    expect(await chatLocks()).toBe(0);
    held.release();
    expect(await turn).toBe('handled');
    expect(only.aloneSince()).toBe(era);
  });

  test('nothing is handled before the others know', async () => {
    const group = newGroup();
    expect(await group.inTurn(1, 1, () => expect.unreachable('nobody knows of it'))).toBe('lost');
  });

  test('who joins waits until the first has locked what it has at hand; a chat is in one process at a time', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    const seen: string[] = [];
    const held = heldTask(seen, 'first');
    const turn = first.inTurn(7, 1, held.task);
    await second.join();
    expect(first.aloneSince()).toBeNull();
    expect(second.aloneSince()).toBeNull();
    const next = second.inTurn(7, 2, quickTask(seen, 'second'));
    const other = await second.inTurn(8, 3, quickTask(seen, 'another chat'));
    expect(other).toBe('handled');
    await sleep(100);
    expect(seen).toEqual(['first begins', 'another chat']);
    held.release();
    expect([await turn, await next]).toEqual(['handled', 'handled']);
    expect(seen).toEqual(['first begins', 'another chat', 'first ends', 'second']);
    await until(async () => (await chatLocks()) === 0);
  });

  test('a task that has begun is waited for, also when the lock of its chat is lost', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    await second.join();
    const seen: string[] = [];
    const [before, held] = [heldTask(seen, 'before'), heldTask(seen, 'task')];
    const turns = [first.inTurn(7, 1, before.task)];
    await until(() => seen.length === 1);
    turns.push(second.inTurn(7, 2, held.task));
    await until(async () => (await chatLocks()) === 2);
    before.release();
    await until(() => seen.includes('task begins'));
    await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where state = 'idle in transaction' and datname = current_database()`;
    const outcome = turns[1]?.finally(() => seen.push('answered'));
    await sleep(100);
    held.release();
    expect(await outcome).toBe('handled');
    expect(seen.slice(2)).toEqual(['task begins', 'task ends', 'answered']);
  });

  test('three processes keep the order in which updates of one chat came', async () => {
    const all = [newGroup(), newGroup(), newGroup()];
    for (const group of all) await group.join();
    const seen: string[] = [];
    const held = heldTask(seen, '0');
    const turns = [all[0]?.inTurn(7, 100, held.task)];
    await until(() => seen.length === 1);
    for (const index of [1, 2]) {
      turns.push(all[index]?.inTurn(7, 100 + index, quickTask(seen, String(index))));
      await until(async () => (await chatLocks()) === 1 + index);
    }
    held.release();
    await Promise.all(turns);
    expect(seen).toEqual(['0 begins', '0 ends', '1', '2']);
  });

  test('an update that another process has done is not done again, whenever it did it', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    const seen: string[] = [];
    await first.inTurn(7, 41, quickTask(seen, 'alone'));
    await second.join();
    await first.inTurn(7, 42, quickTask(seen, 'together'));
    expect(await second.inTurn(7, 41, quickTask(seen, 'again'))).toBe('handled');
    expect(await second.inTurn(7, 42, quickTask(seen, 'again'))).toBe('handled');
    expect(await second.inTurn(7, 43, quickTask(seen, 'new'))).toBe('handled');
    expect(seen).toEqual(['alone', 'together', 'new']);
  });

  test('an update that was handed back is done when it comes to another process', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    await second.join();
    expect(await first.inTurn(7, 51, async () => 'again')).toBe('again');
    const seen: string[] = [];
    await second.inTurn(7, 51, quickTask(seen, 'done'));
    expect(seen).toEqual(['done']);
  });

  test('who is left finds that it is alone, and nothing is locked any more', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    await second.join();
    await second.inTurn(7, 61, async () => 'handled');
    await first.leave();
    await until(() => second.aloneSince() !== null);
    await until(async () => (await chatLocks()) + (await locks(77_310_005)) === 0);
  });

  test('of two one leads, and the other takes over when its connection is cut', async () => {
    const [first, second] = [newGroup(), newGroup()];
    const heard: string[] = [];
    const candidate = (name: string) => ({
      onWon: () => void heard.push(`${name} won`),
      onLost: () => void heard.push(`${name} lost`),
    });
    expect(await first.lead(candidate('first'))).toBe(true);
    expect(await second.lead(candidate('second'))).toBe(false);
    await first.leave();
    await until(() => heard.includes('second won'));
    expect(heard).toEqual(['second won']);
    await admin`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`;
    await until(() => heard.length === 3);
    // Nobody else is there, so it leads again.
    expect(heard).toEqual(['second won', 'second lost', 'second won']);
  });

  test('who loses the connection handles nothing until it has joined again', async () => {
    const group = newGroup();
    await group.join();
    await admin`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`;
    await until(() => group.aloneSince() === null);
    expect(await group.inTurn(1, 1, () => expect.unreachable('it may be done elsewhere'))).toBe('lost');
    await until(() => group.aloneSince() !== null);
    expect(await group.inTurn(1, 1, async () => 'handled')).toBe('handled');
  });

  test('a job that fires in both processes runs in one', async () => {
    const [first, second] = [newGroup(), newGroup()];
    await first.join();
    await second.join();
    let runs = 0;
    const job = async () => {
      runs += 1;
    };
    await Promise.all([first.once('forget-expired', job), second.once('forget-expired', job)]);
    await second.once('forget-expired', job);
    expect(runs).toBe(1);
  });

  test('while the server is away updates are handled all the same: urgent help needs no database', async () => {
    const group = newGroup();
    const heard: string[] = [];
    await group.lead({ onWon: () => void heard.push('won'), onLost: () => void heard.push('lost') });
    await group.join();
    const [name] = new URL(database.url).pathname.slice(1).split('?');
    const server = postgres(serverUrl as string, { max: 1, onnotice: () => {} });
    await server.unsafe(`alter database ${name} allow_connections false`);
    await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name as string}`;
    try {
      await until(async () => (await group.inTurn(1, 1, async () => 'handled')) === 'handled');
      await until(() => heard.length === 2);
      expect(heard).toEqual(['lost', 'won']);
      expect(group.aloneSince()).toBeNull();
    } finally {
      await server.unsafe(`alter database ${name} allow_connections true`);
      await server.end();
    }
    await until(() => group.aloneSince() !== null);
  });
});
