import { randomBytes, randomInt } from 'node:crypto';
import type { UpdateSink } from '../channel.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { createTab, stateOf, type Tab, type TabEvent } from './tab.ts';
import { createUpdateQueue } from './update-queue.ts';

const MAX_TABS = 200;
/** A browser opens at most six connections to one host, over all its tabs: streams must leave room for requests. */
const MAX_STREAMS = 4;
/** A tab that was asked to rest cannot be told from a crashed one; so long it may stay out of sight. */
const REST_MS = 60 * 60_000;
const REMEMBERED_GONE = 1_000;

export interface TabRegistryOptions {
  readonly onUpdate: UpdateSink;
  readonly onGone: (tab: Tab) => Promise<void>;
  readonly randomId: () => number;
  readonly now: () => number;
  readonly graceMs: number;
}

/** All tabs that are alive. A tab lives as long as its page listens, and a short grace beyond. */
export interface TabRegistry {
  /** Begins a new person; `undefined` when there are too many tabs. */
  open(language: string | undefined): Tab | undefined;
  /** Answers the tab that the page proves to be, and counts it as seen. */
  byToken(token: string | undefined): Tab | undefined;
  byAddress(address: number): Tab | undefined;
  /** True for an address that was a tab lately: Telegram, too, tells a blocked chat from an unknown one. */
  isGone(address: number): boolean;
  /** Gives the tab's page a stream, in place of any older one. */
  connect(tab: Tab): EventStream<TabEvent>;
  /** Drops all that is kept of the tab and tells the bot, once. */
  forget(tab: Tab): Promise<void>;
  all(): readonly Tab[];
}

/** Makes an empty registry. */
export function createTabRegistry(options: TabRegistryOptions): TabRegistry {
  const { now, graceMs } = options;
  const byToken = new Map<string, Tab>();
  const byAddress = new Map<number, Tab>();
  const gone = new Set<number>();
  const clocks = new Map<Tab, NodeJS.Timeout>();
  let visits = 0;

  function forgetAfter(tab: Tab, ms: number): void {
    clearTimeout(clocks.get(tab));
    clocks.set(tab, setTimeout(() => void forget(tab), ms).unref());
  }

  async function forget(tab: Tab): Promise<void> {
    if (!byToken.delete(tab.token)) return;
    byAddress.delete(tab.address);
    gone.add(tab.address);
    const oldest = gone.values().next().value;
    if (gone.size > REMEMBERED_GONE && oldest !== undefined) gone.delete(oldest);
    const atRest = tab.queue.close();
    tab.log.clear();
    tab.stream?.close();
    clearTimeout(clocks.get(tab));
    clocks.delete(tab);
    // An update at hand may still write; the bot must clean up after it, not before.
    await atRest;
    await options.onGone(tab).catch(() => undefined);
  }

  function restOneOf(tabs: readonly Tab[]): void {
    const quietest = tabs.reduce((a, b) => (b.lastSeen < a.lastSeen ? b : a));
    quietest.push({ type: 'rest' });
    quietest.stream?.close();
    forgetAfter(quietest, REST_MS);
  }

  return {
    open(language) {
      if (byToken.size >= MAX_TABS) return undefined;
      let address = options.randomId();
      for (let tries = 0; byAddress.has(address) || gone.has(address); tries += 1) {
        if (tries === 100) throw new Error('randomId gives the same number again and again');
        address = options.randomId();
      }
      const token = randomBytes(16).toString('base64url');
      const chatInstance = String(randomInt(2 ** 47));
      const tab = createTab({ address, token, language, chatInstance }, createUpdateQueue(options.onUpdate), now);
      byToken.set(token, tab);
      byAddress.set(address, tab);
      forgetAfter(tab, graceMs);
      return tab;
    },
    byToken(token) {
      const tab = token === undefined ? undefined : byToken.get(token);
      visits += 1;
      if (tab) tab.lastSeen = visits;
      return tab;
    },
    byAddress: (address) => byAddress.get(address),
    isGone: (address) => gone.has(address),
    connect(tab) {
      tab.stream?.close();
      const stream = createEventStream<TabEvent>(() => {
        if (tab.stream !== stream) return;
        tab.stream = undefined;
        if (byToken.has(tab.token)) forgetAfter(tab, graceMs);
      });
      tab.stream = stream;
      clearTimeout(clocks.get(tab));
      stream.send(stateOf(tab));
      const others = [...byToken.values()].filter((other) => other.stream && other !== tab);
      if (others.length >= MAX_STREAMS) restOneOf(others);
      return stream;
    },
    forget,
    all: () => [...byToken.values()],
  };
}
