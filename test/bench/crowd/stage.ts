import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UserFromGetMe } from 'grammy/types';
import { Activity } from '../../support/bot-api/activity.ts';
import { CallLog } from '../../support/bot-api/call-log.ts';
import { FaultPlan } from '../../support/bot-api/faults.ts';
import { handleRequest } from '../../support/bot-api/http-endpoint.ts';
import { People } from '../../support/bot-api/people.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { RateLimits } from '../../support/bot-api/rate-limits.ts';
import { World } from '../../support/bot-api/world.ts';
import { WatchedCaller } from './watched-caller.ts';

export const benchToken = '123456:BENCH-token-of-the-local-server';

/** One bot's Bot API server, with people who know when they were answered. */
export interface Stage {
  readonly root: string;
  /** How long a call is on its way before the server sees it. */
  setLatency(milliseconds: number): void;
  /** Somebody new. */
  person(): Person;
  /** Writes, and resolves when the bot has sent a message. */
  sends(person: Person, text: string): Promise<void>;
  /** Presses, and resolves when the press was answered, which is the last call of an update. */
  presses(person: Person, data: string): Promise<void>;
}

const bot = { id: 123_456, is_bot: true, first_name: 'Zont', username: 'zont_bench_bot' } as UserFromGetMe;

/** Opens the local Bot API server of the tests, with a delay in front and a watch on its answers. */
export async function openStage(): Promise<Stage> {
  const clock = { now: () => Date.now() };
  const world = new World(clock, bot, 20);
  const caller = new WatchedCaller(world, new RateLimits({}, clock), new CallLog(false));
  const endpoint = { token: benchToken, caller, faults: new FaultPlan(), activity: new Activity() };
  const people = new People(world);
  let latency = 0;

  const server = createServer(async (request, response) => {
    try {
      if (latency > 0) await sleep(latency);
      await handleRequest(endpoint, request, response);
    } catch {
      // A bot that was ended hangs up; what is really wrong shows as a press without an answer.
      response.destroy();
    }
  });
  server.keepAliveTimeout = 300_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    root: `http://127.0.0.1:${port}`,
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    person: () => people.person({}),
    sends(person, text) {
      const answered = caller.whenSentTo(person.id);
      person.sends(text);
      return answered;
    },
    presses: (person, data) => caller.whenPressAnswered(person.presses({ data, forged: true }).id),
  };
}
