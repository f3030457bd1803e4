import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import type { Channel, Transport, UpdateSink } from '../channel.ts';
import { close, listen } from '../listen.ts';
import { createOpenQueries } from './open-queries.ts';
import { readPageFiles } from './page-files.ts';
import { createPersonActions } from './person-actions.ts';
import { createRoutes } from './routes.ts';
import { createTabRegistry } from './tab-registry.ts';
import { createTransport } from './transport.ts';

export interface BrowserChannelOptions {
  /** 0 takes any free port; `url` tells which, once started. */
  readonly port: number;
  readonly onUpdate: UpdateSink;
  /** Called once for each tab that is closed, lost or left at the stop: forget this address now. */
  readonly onGone: (address: number) => Promise<void>;
  /** The next chat id; 48 random bits unless a test wants its own. */
  readonly randomId?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** How long a tab may be silent before it is forgotten. */
  readonly graceMs?: number;
}

export interface BrowserChannel extends Channel {
  readonly transport: Transport;
  readonly url: string;
}

/** The chat on this computer: the very same bot, without Telegram and without a token. One tab is one person. */
export function createBrowserChannel(options: BrowserChannelOptions): BrowserChannel {
  const queries = createOpenQueries();
  const tabs = createTabRegistry({
    onUpdate: options.onUpdate,
    onGone: (tab) => {
      queries.forget(tab);
      return options.onGone(tab.address);
    },
    randomId: options.randomId ?? (() => randomInt(2 ** 32, 2 ** 48 - 1)),
    now: options.now ?? Date.now,
    graceMs: options.graceMs ?? 15_000,
  });
  let { port } = options;
  let server: Server | undefined;
  let stopping = false;

  return {
    transport: createTransport(tabs, queries),
    get url() {
      return `http://localhost:${port}`;
    },
    async start() {
      const files = readPageFiles();
      const actions = createPersonActions(queries);
      const routes = createRoutes({ files, tabs, actions, port: () => port, isStopping: () => stopping });
      ({ server, port } = await listen(routes, port, 'PORT'));
    },
    async stop() {
      stopping = true;
      // First what is under way, so that a person still sees its answer; then the tabs; then the line.
      await Promise.all(tabs.all().map((tab) => tab.queue.drain()));
      await Promise.all(tabs.all().map((tab) => tabs.forget(tab)));
      if (server) await close(server);
    },
  };
}
