import type { Secret } from '../domain/secret.ts';
import { type AdvisorySession, freeLater, lockKinds, openAdvisorySession } from './advisory-session.ts';
import { createChatTurns } from './chat-turns.ts';
import { createChatsAtHand } from './chats-at-hand.ts';
import { createDoneMarks } from './done-marks.ts';
import { type Candidate, jobNumbers, type ProcessGroup } from './process-group.ts';

/** Whoever handles updates holds this one: exclusively when alone, shared with the others when not. */
const handling = [lockKinds.handling, 0] as const;
/** Whoever leads holds this one. */
const leading = [lockKinds.leading, 0] as const;
/** Milliseconds between two looks: who waits, whether nobody else is left, whether the connection lives. */
const beat = 1_000;
/** A job that another process ran within this time is not run again: clocks differ. */
const jobHeldFor = 60_000;
/** So many looks in vain, and the server is away for good. */
const looksInVain = 3;
/** Two chats that share a number only wait for each other. */
const numberOf = (id: number) => (id % 2 ** 32) | 0;

/** A pause that keeps no process alive. */
const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds).unref());

/**
 * - `out`: who else is there is not known; no update may be handled.
 * - `alone`: the handling lock is held exclusively, and turns cost nothing.
 * - `among others`: it is shared, and each update takes its chat's lock.
 * - `cut off`: the server cannot be reached. Nothing can be stored, so nothing can be overwritten:
 *   updates are handled, since urgent help needs no database.
 */
type Mode = 'out' | 'alone' | 'among others' | 'cut off';

/**
 * The processes on a PostgreSQL server, held together by advisory locks: nothing is written.
 *
 * Who joins asks for the handling lock shared, and waits. The one that is alone sees that, takes the
 * locks of all chats that it has at hand, marks what it has just done, and only then shares.
 * Whoever finds that nobody else is left takes the handling lock exclusively again.
 */
export function createServerProcessGroup(url: Secret<string>): ProcessGroup {
  let session: AdvisorySession | undefined;
  let mode: Mode = 'out';
  /** Grows with each change of mode. */
  let era = 0;
  let vainLooks = 0;
  let isLeader = false;
  let wasLeader = false;
  let candidate: Candidate | undefined;
  let wantsToHandle = false;
  let hasLeft = false;
  let isLooking = false;
  /** The session can do one thing at a time, and waiting is one. */
  let lastStep: Promise<unknown> = Promise.resolve();
  const atHand = createChatsAtHand();
  const marks = createDoneMarks();
  /** A lock can be taken again by its own session: these are not. */
  const jobsHeld = new Set<number>();
  const turns = createChatTurns(url, marks);

  function inOrder<T>(step: () => Promise<T>): Promise<T> {
    const result = lastStep.then(step, step);
    lastStep = result.catch(() => {});
    return result;
  }

  function enter(next: Mode): void {
    mode = next;
    era += 1;
  }

  function lose(): void {
    // While the server is away each try to reach it ends like this.
    if (mode === 'cut off') return;
    enter('out');
    marks.clear();
    atHand.forgetLocks();
    if (!isLeader) return;
    isLeader = false;
    candidate?.onLost();
  }

  function openSession(): AdvisorySession {
    if (!session || session.isOver) session = openAdvisorySession(url, lose);
    return session;
  }

  async function enterGroup(current: AdvisorySession): Promise<void> {
    if (await current.take(...handling)) return enter('alone');
    await current.waitForShared(...handling);
    enter('among others');
  }

  /** Somebody waits to join. The order matters: from the first line on no update goes without a lock. */
  async function makeRoom(current: AdvisorySession): Promise<void> {
    enter('among others');
    await current.takeAll(lockKinds.chat, atHand.lockAll());
    await current.takeAll(lockKinds.done, marks.all());
    await current.takeShared(...handling);
    await current.free(...handling);
  }

  async function beAlone(current: AdvisorySession): Promise<void> {
    await current.freeShared(...handling);
    await current.freeAll(lockKinds.done, marks.all());
    enter('alone');
  }

  async function standForElection(current: AdvisorySession): Promise<boolean> {
    if (!candidate || (isLeader && mode !== 'cut off')) return false;
    const hasWon = await current.take(...leading);
    const isNew = hasWon && !isLeader;
    if (!hasWon && isLeader) candidate.onLost();
    isLeader = hasWon;
    wasLeader ||= hasWon;
    return isNew;
  }

  async function look(): Promise<void> {
    const current = openSession();
    if (await standForElection(current)) candidate?.onWon();
    if (mode === 'alone') {
      if (await current.isAwaited(...handling)) await makeRoom(current);
    } else if (mode === 'among others') {
      if (await current.take(...handling)) await beAlone(current);
    } else if (wantsToHandle) {
      await enterGroup(current);
    }
    vainLooks = 0;
  }

  function noteVainLook(): void {
    vainLooks += 1;
    if (vainLooks < looksInVain || mode === 'cut off') return;
    if (wantsToHandle) enter('cut off');
    // The one that led goes on: Telegram lets no two ask for updates at once.
    if (!wasLeader || isLeader) return;
    isLeader = true;
    candidate?.onWon();
  }

  async function keepLooking(): Promise<void> {
    while (!hasLeft) {
      await pause(beat);
      if (!hasLeft) await inOrder(look).catch(noteVainLook);
    }
  }

  function beginToLook(): void {
    if (!isLooking) void keepLooking();
    isLooking = true;
  }

  return {
    async join() {
      wantsToHandle = true;
      beginToLook();
      await inOrder(async () => {
        if (mode === 'out') await enterGroup(openSession());
      });
    },
    aloneSince: () => (mode === 'alone' ? era : null),
    async inTurn(chatId, updateId, task) {
      const [chat, mark] = [numberOf(chatId), numberOf(updateId)];
      const current = session;
      if (mode === 'cut off') return task();
      if (mode === 'out' || !current) return 'lost';
      if (mode === 'alone') {
        const outcome = await atHand.while(chat, task, freeLater(current, lockKinds.chat));
        if (outcome === 'handled') marks.add(mark);
        return outcome;
      }
      try {
        return await turns.take(current, chat, mark, task);
      } catch {
        // The task itself throws nothing: the connection is gone, and with it the turn.
        return 'lost';
      }
    },
    async once(job, task) {
      const number = jobNumbers[job];
      const current = openSession();
      if (jobsHeld.has(number)) return;
      jobsHeld.add(number);
      if (!(await inOrder(() => current.take(lockKinds.job, number)).catch(() => false)))
        return void jobsHeld.delete(number);
      try {
        await task();
      } finally {
        setTimeout(() => {
          jobsHeld.delete(number);
          freeLater(current, lockKinds.job)(number);
        }, jobHeldFor).unref();
      }
    },
    async lead(itself) {
      candidate = itself;
      beginToLook();
      return inOrder(() => standForElection(openSession()));
    },
    async leave() {
      hasLeft = true;
      mode = 'out';
      isLeader = false;
      await session?.end();
      await turns.end();
    },
  };
}
