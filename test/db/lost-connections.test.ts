import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { connecting } from '../../db/connecting.ts';

const serverUrl = inject('postgresUrl');

type Asking = postgres.Sql | postgres.TransactionSql;
const processOf = async (one: Asking) => Number((await one`select pg_backend_pid() as pid`)[0]?.pid);

/**
 * What `db/patches` mends in postgres.js. An exception outside of all promises ends the program; here
 * it fails the whole run.
 */
describe.skipIf(serverUrl === null)('a connection to a PostgreSQL server that is lost', () => {
  let sql: postgres.Sql;
  let admin: postgres.Sql;
  let socket: Socket;
  let connections = 0;
  let onceConnected = () => {};

  beforeEach(() => {
    admin = postgres(serverUrl as string, { ...connecting, max: 1 });
    // One place only: whoever comes next gets the one that was lost. The types do not name `socket`.
    sql = postgres(
      serverUrl as string,
      {
        ...connecting,
        max: 1,
        socket: async ({ host, port }: { host: string[]; port: number[] }) => {
          connections += 1;
          socket = connect(port[0] as number, host[0] as string);
          await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
          onceConnected();
          return socket;
        },
      } as postgres.Options<Record<string, never>>,
    );
  });
  afterEach(async () => {
    await sql.end({ timeout: 1 });
    await admin.end({ timeout: 1 });
  });

  const losses: [string, (pid: number) => unknown][] = [
    ['ended by the server', (pid) => admin`select pg_terminate_backend(${pid}, 1000)`],
    ['cut', () => socket.destroy()],
    ['reset', () => socket.destroy(new Error('read ECONNRESET'))],
  ];

  /** Loses the connection in a transaction, as soon as that waits in `pause`. */
  async function loseIn(loss: (pid: number) => unknown, pause: (inside: postgres.TransactionSql) => Promise<unknown>) {
    let pid = 0;
    const transaction = sql.begin(async (inside) => {
      pid = await processOf(inside);
      await pause(inside);
    });
    transaction.catch(() => {});
    await expect.poll(() => pid).not.toBe(0);
    await loss(pid);
    await expect(transaction).rejects.toThrow();
  }

  it.each(losses)('%s: a transaction with a statement under way fails, and the next one goes on', async (_, loss) => {
    await loseIn(loss, (inside) => inside`select pg_sleep(20)`);
    expect(await sql.begin(processOf)).toBeGreaterThan(0);
    expect(await processOf(sql)).toBeGreaterThan(0);
  });

  it.each(losses)('%s: what a transaction asks afterwards reaches nobody else', async (_, loss) => {
    let goOn = () => {};
    const wait = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let outcome = 'none';
    await loseIn(loss, async (inside) => {
      await wait;
      const asked = inside`create temporary table stray ()`;
      await asked.then(
        () => (outcome = 'done'),
        () => (outcome = 'refused'),
      );
      throw new Error('so it is to be rolled back');
    });
    const after = await sql.begin(async (next) => {
      await processOf(next);
      goOn();
      await expect.poll(() => outcome).not.toBe('none');
      await nextRound();
      return next`select to_regclass('pg_temp.stray') as stray, now() <> statement_timestamp() as is_the_same`;
    });
    expect(outcome).toBe('refused');
    expect(after[0]).toEqual({ stray: null, is_the_same: true });
  });

  it('is replaced, also when something was about to be written to it', async () => {
    await processOf(sql);
    const asked = new Promise((resolve) => {
      socket.destroy();
      // After the end of the socket, and before the news of it.
      setImmediate(() => resolve(processOf(sql)));
    });
    await expect(asked).rejects.toThrow();
    expect(await processOf(sql)).toBeGreaterThan(0);
  });

  it('is replaced, also when something was asked after its fault was heard of, and before its end', async () => {
    await processOf(sql);
    const asked = new Promise((resolve) => socket.once('error', () => resolve(processOf(sql))));
    socket.destroy(new Error('read ECONNRESET'));
    await expect(asked).rejects.toThrow();
    expect(await processOf(sql)).toBeGreaterThan(0);
  });

  it('is replaced, also when it was just asking for the types of the server', async () => {
    onceConnected = () => {
      // Behind its version the server says that it is ready.
      socket.on('data', (chunk) => void (chunk.includes('server_version') && setImmediate(() => socket.destroy())));
      onceConnected = () => {};
    };
    await expect(processOf(sql)).rejects.toThrow();
    expect(await processOf(sql)).toBeGreaterThan(0);
  });

  it('is not made again for whoever has ended meanwhile', async () => {
    await processOf(sql);
    const [one, other] = [sql`select pg_sleep(${20})`, sql`select ${2}::int`].map((query) => query.execute());
    await nextRound();
    const before = connections;
    // The other one waits for the place, and is what it would be made again for.
    one?.catch(() => void sql.end({ timeout: 0 }));
    socket.destroy();
    await expect(one).rejects.toThrow();
    await expect(other).rejects.toThrow();
    await sleep(2 * 1_000 * connecting.backoff());
    expect(connections).toBe(before);
  });

  it('keeps nobody who ends waiting', async () => {
    await processOf(sql);
    const asked = sql`select pg_sleep(20)`.execute();
    await nextRound();
    socket.destroy();
    await expect(asked).rejects.toThrow();
    const longest = 20;
    const ended = sql.end({ timeout: longest }).then(() => 'ended');
    expect(await Promise.race([ended, sleep((longest / 2) * 1_000, 'waits', { ref: false })])).toBe('ended');
  });
});

describe('a server that takes a connection and hangs up', () => {
  it('is not tried again and again: who asked hears of it', async () => {
    let tries = 0;
    const server = createServer((socket) => {
      tries += 1;
      socket
        .on('error', () => {})
        .resume()
        .end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const sql = postgres({ ...connecting, host: '127.0.0.1', port, max: 1 });
    await expect(processOf(sql)).rejects.toThrow('CONNECTION_CLOSED');
    expect(tries).toBe(1);
    await sql.end();
    server.close();
  });
});
