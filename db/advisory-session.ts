import postgres from 'postgres';
import type { Secret } from '../domain/secret.ts';
import { connecting } from './connecting.ts';

/** Kinds of advisory locks; with the number behind it each lock is two 32-bit integers. */
export const lockKinds = {
  handling: 77_310_001,
  leading: 77_310_002,
  job: 77_310_003,
  chat: 77_310_004,
  done: 77_310_005,
};

/**
 * A connection of its own that holds advisory locks. The server frees them all when the connection
 * ends, in whatever way: so none goes stale, and whoever loses the connection has lost them.
 */
export interface AdvisorySession {
  take(kind: number, number: number): Promise<boolean>;
  takeShared(kind: number, number: number): Promise<boolean>;
  /** Waits for it. Nothing else can be asked meanwhile. */
  waitForShared(kind: number, number: number): Promise<void>;
  /** Takes many at once; for those that nobody else can hold. */
  takeAll(kind: number, numbers: readonly number[]): Promise<void>;
  freeAll(kind: number, numbers: readonly number[]): Promise<void>;
  free(kind: number, number: number): Promise<void>;
  freeShared(kind: number, number: number): Promise<void>;
  /** Whether somebody waits for a lock that is held. */
  isAwaited(kind: number, number: number): Promise<boolean>;
  readonly isOver: boolean;
  end(): Promise<void>;
}

/** Frees locks for which nobody need wait; those of a connection that is gone are free already. */
export const freeLater = (session: AdvisorySession, kind: number) => (number: number) =>
  void session.free(kind, number).catch(() => {});

/** So that the server notices within half a minute that the machine of a process is gone. */
const keepAlive = { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 };
/** Milliseconds; a server that answers later may have given the locks to somebody else. */
const longestAnswer = 5_000;

/**
 * Opens a session.
 * @param onOver called once, as soon as the connection is lost or does not answer
 */
export function openAdvisorySession(url: Secret<string>, onOver: () => void): AdvisorySession {
  let isOver = false;
  // What was asked may never be answered once the connection is gone: nobody should wait for it.
  let giveUp = (_reason: SessionOver) => {};
  const lost = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  lost.catch(() => {});
  const over = () => {
    if (isOver) return;
    isOver = true;
    giveUp(new SessionOver());
    // What comes of the old connection is nobody's concern; it must only not be used again.
    void client.end({ timeout: 0 }).catch(() => {});
    onOver();
  };
  const client = postgres(url.reveal(), {
    ...connecting,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connection: keepAlive,
    onclose: over,
  });

  /** Asks for one value, in time; after the end nothing is asked, or it would be by a new session. */
  async function ask(statement: string, values: readonly (number | string)[], isPatient = false): Promise<boolean> {
    if (isOver) throw new SessionOver();
    const answer = client.unsafe(statement, [...values]).then((rows) => rows[0]?.answer === true);
    const alarm = isPatient ? undefined : setTimeout(over, longestAnswer);
    try {
      return await Promise.race([answer, lost]);
    } finally {
      clearTimeout(alarm);
    }
  }
  const askForAll = async (what: string, kind: number, all: readonly number[]) =>
    void (await ask(`select ${what}($1::int, number) from unnest($2::text::int[]) as number`, [kind, `{${all}}`]));
  const numbers = '$1::int, $2::int';

  return {
    take: (...lock) => ask(`select pg_try_advisory_lock(${numbers}) as answer`, lock),
    takeShared: (...lock) => ask(`select pg_try_advisory_lock_shared(${numbers}) as answer`, lock),
    waitForShared: async (...lock) => void (await ask(`select pg_advisory_lock_shared(${numbers})`, lock, true)),
    takeAll: (kind, all) => askForAll('pg_try_advisory_lock', kind, all),
    freeAll: (kind, all) => askForAll('pg_advisory_unlock', kind, all),
    free: async (...lock) => void (await ask(`select pg_advisory_unlock(${numbers}) as answer`, lock)),
    freeShared: async (...lock) => void (await ask(`select pg_advisory_unlock_shared(${numbers}) as answer`, lock)),
    isAwaited: (...lock) =>
      ask(
        `select exists(select from pg_locks where locktype = 'advisory' and not granted and objsubid = 2
           and database = (select oid from pg_database where datname = current_database())
           and classid = $1::bigint::oid and objid = $2::bigint::oid) as answer`,
        lock,
      ),
    get isOver() {
      return isOver;
    },
    async end() {
      isOver = true;
      await client.end({ timeout: 1 });
    },
  };
}

export class SessionOver extends Error {}
