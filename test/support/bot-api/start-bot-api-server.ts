import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UserFromGetMe } from 'grammy/types';
import { Activity, waitFor } from './activity.ts';
import type { LoggedCall } from './call-log.ts';
import { CallLog } from './call-log.ts';
import { Caller, properName } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Fault, FaultOptions } from './faults.ts';
import { FaultPlan } from './faults.ts';
import type { Group, GroupOptions } from './group.ts';
import { handleRequest } from './http-endpoint.ts';
import type { PersonOptions } from './people.ts';
import { People } from './people.ts';
import type { Person } from './person.ts';
import type { Limits } from './rate-limits.ts';
import { RateLimits } from './rate-limits.ts';
import { World } from './world.ts';

/** How the server is to be. */
export interface BotApiServerOptions {
  token: string;
  /** 0, the default, takes any free port. */
  port?: number;
  bot?: { first_name?: string; username?: string };
  clock?: Clock;
  /** Off by default. */
  limits?: Limits;
  /** False for benchmarks: a log of every call grows without end. */
  keepCalls?: boolean;
  /** The first wait after a failed delivery; it doubles up to a second. */
  webhookRetryMs?: number;
}

/** A running Bot API server with the people who talk to its bot. */
export interface BotApiServer {
  /** What to use in place of https://api.telegram.org. */
  readonly root: string;
  readonly clock: Clock;
  readonly bot: UserFromGetMe;
  readonly calls: readonly LoggedCall[];
  /** Updates the bot has not confirmed. */
  readonly pendingUpdates: number;
  /** True while a getUpdates call waits for updates. */
  readonly isPolled: boolean;
  /** Updates are counted anew from an id, as after a quiet week; nothing may wait. */
  countUpdatesFrom(id: number): void;
  callsOf(method: string): LoggedCall[];
  person(options?: PersonOptions): Person;
  group(options?: GroupOptions): Group;
  fail(options: FaultOptions): Fault;
  /** Ends every fault that has not happened. */
  heal(): void;
  waitFor<T>(predicate: () => T | Promise<T>, timeoutMs?: number): Promise<T>;
  settled(options?: { quietMs?: number; timeoutMs?: number }): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds. Against what hangs: a slow machine is no fault. */
const patience = 30_000;

/** Starts a server on 127.0.0.1. */
export async function startBotApiServer(options: BotApiServerOptions): Promise<BotApiServer> {
  const clock = options.clock ?? { now: () => Date.now() };
  const world = new World(clock, describeBot(options), options.webhookRetryMs ?? 20);
  const log = new CallLog(options.keepCalls ?? true);
  const caller = new Caller(world, new RateLimits(options.limits ?? {}, clock), log);
  const faults = new FaultPlan();
  const activity = new Activity();
  const people = new People(world);
  world.updates.onChange = () => activity.touch();
  world.webhook.onReply = (method, payload) => {
    // Telegram ignores these in a webhook answer, and nobody would see what a "get" gives.
    if (/^(get|setwebhook|deletewebhook)/i.test(method)) return;
    void caller.run(method, payload, caller.log(properName(method), payload), () => {});
  };

  const http = createServer((request, response) => {
    handleRequest({ token: options.token, caller, faults, activity }, request, response).catch((error: unknown) => {
      // A mistake in this server, or a cut request: the caller must not wait for it.
      if (!response.destroyed && !request.destroyed) console.error('local Bot API server:', error);
      response.destroy();
    });
  });
  // Longer than any client keeps an idle connection: closing first would look like a fault.
  http.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;

  return {
    root: `http://127.0.0.1:${port}`,
    clock,
    bot: world.bot,
    calls: log.calls,
    get pendingUpdates() {
      return world.updates.pendingCount;
    },
    get isPolled() {
      return world.longPoll.isWaiting;
    },
    countUpdatesFrom(id) {
      world.updates.countFrom(id);
      world.webhook.use(world.webhook.settings);
    },
    callsOf: (method) => log.calls.filter((call) => call.method === method),
    person: (described = {}) => people.person(described),
    group: (described = {}) => people.group(described),
    fail: (fault) => faults.add(fault),
    heal: () => faults.clear(),
    waitFor: (predicate, timeoutMs = patience) => waitFor(predicate, timeoutMs),
    settled: ({ quietMs = 15, timeoutMs = patience } = {}) =>
      activity.settled(() => world.updates.pendingCount, quietMs, timeoutMs),
    stop: () => {
      world.webhook.use(null);
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      return closed;
    },
  };
}

function describeBot({ token, bot = {} }: BotApiServerOptions): UserFromGetMe {
  return {
    id: Number.parseInt(token, 10),
    is_bot: true,
    first_name: bot.first_name ?? 'Zont',
    username: bot.username ?? 'zont_test_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  } as UserFromGetMe;
}
