import postgres from 'postgres';
import type { Secret } from '../domain/secret.ts';
import { type AdvisorySession, freeLater, lockKinds } from './advisory-session.ts';
import { connecting } from './connecting.ts';
import type { DoneMarks } from './done-marks.ts';
import type { Outcome } from './process-group.ts';

/** Turns of chats while there are several processes: whoever has a chat's lock handles its updates, each of them once. */
export interface ChatTurns {
  /**
   * Does the task in the chat's turn, unless another process has done what the mark stands for. Rejects when the
   * connection is lost before the task has begun.
   * @param current holds the locks of this process
   */
  take(current: AdvisorySession, chat: number, mark: number, task: () => Promise<Outcome>): Promise<Outcome>;
  end(): Promise<void>;
}

/** Turns by advisory locks. `marks`: of the updates that this process has just done. */
export function createChatTurns(url: Secret<string>, marks: DoneMarks): ChatTurns {
  // For the few that must wait for another process; the session itself must not be kept by them.
  const waiters = postgres(url.reveal(), { ...connecting, max: 4, idle_timeout: 20 });

  async function unlessDone(current: AdvisorySession, mark: number, task: () => Promise<Outcome>): Promise<Outcome> {
    if (!(await current.take(lockKinds.done, mark))) return 'handled';
    const outcome = await task();
    if (outcome === 'handled') marks.add(mark);
    else freeLater(current, lockKinds.done)(mark);
    return outcome;
  }

  async function withLock(current: AdvisorySession, chat: number, task: () => Promise<Outcome>): Promise<Outcome> {
    if (await current.take(lockKinds.chat, chat)) return task().finally(() => freeLater(current, lockKinds.chat)(chat));
    let begun: Promise<Outcome> | undefined;
    const inTurn = async (waiter: postgres.TransactionSql) => {
      await waiter`select pg_advisory_xact_lock(${lockKinds.chat}::int, ${chat}::int)`;
      begun = task();
      return begun;
    };
    // Whoever waits at the server is served in the order of coming; nobody can push in by `take`.
    const waited = waiters.begin(inTurn) as Promise<Outcome>;
    // Losing the lock does not end the task: its chat waits for it, and it is not handed back to be done twice.
    return waited.catch((error) => begun ?? Promise.reject(error));
  }

  return {
    take(current, chat, mark, task) {
      for (const old of marks.takeExpired()) freeLater(current, lockKinds.done)(old);
      return withLock(current, chat, () => unlessDone(current, mark, task));
    },
    end: () => waiters.end({ timeout: 1 }),
  };
}
