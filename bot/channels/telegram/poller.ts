import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultLog, Refusal } from '../../fault-log.ts';
import type { Channel, UpdateSink } from '../channel.ts';
import { allowedUpdates } from './allowed-updates.ts';
import type { BotApiClient } from './bot-api-client.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { oneATurn } from './one-a-turn.ts';
import { hostOf, readWebhook } from './webhook-address.ts';

export interface PollerOptions {
  readonly client: BotApiClient;
  readonly onUpdate: UpdateSink;
  readonly faults: FaultLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What pollers of this process before had at hand and have done: what they had not confirmed comes again. */
  readonly deliveries?: Deliveries;
  /** Seconds that one call waits for news. */
  readonly longPollSeconds?: number;
  /** Milliseconds to wait after a call that failed. */
  readonly pauseAfterFault?: number;
  /** Milliseconds that `stop` waits for updates under way. */
  readonly drainMilliseconds?: number;
  /** Milliseconds after which one update may no longer hold up a hundred others. */
  readonly letGoAfter?: number;
}

const batch = 100;
/** Milliseconds that a new update waits at most while another chat's is slow. */
const lookAgainAfter = 200;
/** Milliseconds between two calls, for each update that one brings: also all comes again that is not confirmed. */
const restForEach = 0.4;
/** After so long without Telegram, what comes first may have waited for as long. */
const lateAfter = 600_000;
/** More are not held in memory alone. */
const mostLetGo = 1_000;

export interface Poller extends Channel {
  /** The host of a webhook that took the updates before the start; null: there was none. */
  readonly ended: string | null;
  /** Asks for nothing more and confirms nothing: another process has taken over. */
  abandon(): void;
}

/**
 * Takes updates from Telegram: chats side by side, each chat in order. Asking for `offset` confirms
 * all updates below it, so the offset never passes an update that is not handled yet. One exception:
 * Telegram gives at most a hundred that are not confirmed. When one chat is stuck and nearly all
 * others of them are handled, the stuck one is let go: it stays in memory only, and everybody else
 * is answered. A crash before it ends loses it.
 */
export function createPoller(options: PollerOptions): Poller {
  const { client, onUpdate, faults } = options;
  const pause = options.pauseAfterFault ?? 2_000;
  /** Updates that were taken and are not confirmed, in the order of their ids. */
  const taken = new Map<number, { state: 'open' | 'handled' | 'again'; readonly since: number }>();
  const letGo = new Set<number>();
  const deliveries = options.deliveries ?? createDeliveries();
  const turn = oneATurn();
  const stopping = new AbortController();
  let ended: string | null = null;
  let offset = 0;
  let polling: Promise<void> = Promise.resolve();
  let lastHeard: number | undefined;
  let isCatchingUp = false;
  let noticeProgress = () => {};

  /** Moves the offset over all that is handled from the front on; answers whether it moved. */
  function advance(): boolean {
    const before = offset;
    for (const [id, { state, since }] of taken) {
      if (state === 'open' && isStuck(since)) letGo.add(id);
      else if (state !== 'handled') break;
      taken.delete(id);
      offset = id + 1;
    }
    return offset !== before;
  }

  /** Asked of the oldest update. When most wait, not one chat is stuck but Telegram: then all wait. */
  function isStuck(since: number): boolean {
    if (taken.size < batch || letGo.size >= mostLetGo) return false;
    if (performance.now() - since < (options.letGoAfter ?? 10_000)) return false;
    return [...taken.values()].filter(({ state }) => state === 'handled').length > batch / 2;
  }

  async function take(id: number, update: unknown): Promise<void> {
    const entry = { state: 'open' as 'open' | 'handled' | 'again', since: performance.now() };
    taken.set(id, entry);
    // What holds of the call that brought it; by its turn the queue may have been read.
    const isLate = isCatchingUp;
    await turn();
    let isOwn = false;
    const handle = () => {
      isOwn = true;
      return onUpdate(update, { isLate });
    };
    // What a poller before had at hand, and gave back, is this one's now.
    do entry.state = await deliveries.once(id, handle);
    while (entry.state === 'again' && !isOwn);
    letGo.delete(id);
    noticeProgress();
  }

  /** A press has no date. After an outage the first ones may be hours old, until the queue has been read. */
  function noteHeard(): void {
    const at = options.now();
    if (lastHeard !== undefined && at - lastHeard > lateAfter) isCatchingUp = true;
    lastHeard = at;
  }

  async function pollOnce(): Promise<void> {
    advance();
    const asked = offset;
    const begun = performance.now();
    const seconds = taken.size > 0 ? 0 : (options.longPollSeconds ?? 30);
    const answer = await client.once(
      'getUpdates',
      { offset: asked, limit: batch, timeout: seconds, allowed_updates: allowedUpdates },
      { timeoutSeconds: seconds + 10, signal: stopping.signal },
    );
    if (!answer.ok) throw new Refusal(answer.error_code);
    const updates = answer.result as { update_id: number }[];
    noteHeard();
    // In the order of their ids, whatever order they came in: confirming one confirms all below it.
    const news = updates.filter(({ update_id }) => !taken.has(update_id)).sort((a, b) => a.update_id - b.update_id);
    for (const update of news) void take(update.update_id, update);
    if (updates.length < batch) isCatchingUp = false;
    if (news.length > 0) await rest(begun + updates.length * restForEach - performance.now());
    // What was handled while the call was under way has woken nobody: ask on at once.
    if (news.length === 0 && taken.size > 0 && !advance()) await progress();
    // After a quiet week Telegram counts from a new number, maybe a lower one. All is confirmed by
    // the call that has just come back empty, so the next may ask for whatever comes first.
    if (updates.length === 0 && taken.size === 0 && offset === asked) offset = 0;
  }

  /** Resolves when an update is done, or after a moment, to see who else wrote meanwhile. */
  async function progress(): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => {
        noticeProgress = resolve;
      }),
      sleep(lookAgainAfter, null, { signal: timer.signal }).catch(() => {}),
    ]);
    timer.abort();
  }

  const rest = (milliseconds: number) =>
    milliseconds > 0 ? sleep(milliseconds, null, { signal: stopping.signal }).catch(() => {}) : undefined;

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        faults.report('polling_failed', 'telegram', error);
        await rest(pause);
      }
    }
  }

  async function confirmHandled(): Promise<void> {
    advance();
    if (offset === 0) return;
    await client.once('getUpdates', { offset, limit: 1, timeout: 0 }).catch(() => {});
  }

  return {
    get ended() {
      return ended;
    },
    async start() {
      const held = await readWebhook(client.call);
      const answer = await client.call('deleteWebhook', {});
      if (!answer.ok)
        throw new Error(`Telegram does not remove the webhook (${answer.error_code}). Start again in a minute.`);
      if (held && held.url !== '') ended = hostOf(held.url);
      polling = poll();
    },
    abandon: () => stopping.abort(),
    async stop() {
      stopping.abort();
      await polling;
      const deadline = Date.now() + (options.drainMilliseconds ?? 25_000);
      const isAnyOpen = () => letGo.size > 0 || [...taken.values()].some(({ state }) => state === 'open');
      while (isAnyOpen() && Date.now() < deadline) await progress();
      await confirmHandled();
    },
  };
}
