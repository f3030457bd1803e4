import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import * as z from 'zod';
import { type Expiring, expiringTogether } from '../../../domain/expiring.ts';
import type { Secret } from '../../../domain/secret.ts';
import {
  type BotApiAnswer,
  type BotApiPayload,
  type CallCircumstances,
  superseded,
  type Transport,
} from '../channel.ts';
import { createLostAnswers } from './lost-answers.ts';
import { noLimits, type SendLimits } from './send-limits.ts';

export interface BotApiClientOptions {
  readonly token: Secret<string>;
  /** Without a slash at the end, e.g. https://api.telegram.org */
  readonly root: string;
  /** Milliseconds before each further try of a call that failed for a passing reason. */
  readonly retryAfter?: readonly number[];
  /** Waits that Telegram asks for and that are longer than this are handed up. */
  readonly longestWaitSeconds?: number;
  /** Without it nothing is held back. */
  readonly limits?: SendLimits;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface BotApiClient {
  /**
   * One call, tried again after 429, 5xx and network faults, unless it comes by itself. Throws when nobody
   * answered.
   */
  readonly call: Transport;
  /** One call, tried once; for long polling. */
  once(
    method: string,
    payload: BotApiPayload,
    options?: { timeoutSeconds?: number; signal?: AbortSignal },
  ): Promise<BotApiAnswer>;
  close(): Promise<void>;
}

const answerShape = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number().optional() }).optional(),
  }),
]);

const usualTimeoutSeconds = 8;
/** Under way at once, each on a connection of its own. With a distant Telegram fewer would hold up a crowd. */
const mostCalls = 128;
/** A try that ends later was the last one: what is up to now one call must not look like a handler that hangs. */
const lastTryAfter = 12_000;
/** What Telegram counts. Deleting and answering a press are free. */
const limited = new Set(['sendMessage', 'editMessageText']);
const fromNobody: CallCircumstances = { urgency: 'person', isSuperseded: () => false };

/** A client of a Bot API server over undici's pool. The token is in no error that it throws. */
export function createBotApiClient(options: BotApiClientOptions): BotApiClient & Expiring {
  const root = new URL(options.root);
  const open = (connections: number) =>
    new Pool(root.origin, { connections, pipelining: 1, connect: { timeout: 5_000 } });
  const calls = open(mostCalls);
  // Waits behind no other call: until it is heard, nothing is confirmed and nobody new is answered.
  const polls = open(1);
  const waits = options.retryAfter ?? [300, 1_000, 3_000];
  // Three of them must end before the watchdog of the handler that waits (bot/update-sink.ts).
  const longestWait = options.longestWaitSeconds ?? 10;
  const path = root.pathname === '/' ? '' : root.pathname;

  const once: BotApiClient['once'] = async (method, payload, { timeoutSeconds, signal } = {}) => {
    const timeout = (timeoutSeconds ?? usualTimeoutSeconds) * 1_000;
    try {
      const { body } = await (method === 'getUpdates' ? polls : calls).request({
        method: 'POST',
        path: `${path}/bot${options.token.reveal()}/${method}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        headersTimeout: timeout,
        bodyTimeout: timeout,
        ...(signal && { signal }),
      });
      return answerShape.parse(await body.json()) as BotApiAnswer;
    } catch (error) {
      // A new error: the old one may hold the path, and the path holds the token.
      throw new NoAnswer(error instanceof Error ? error.name : 'unknown');
    }
  };

  const limits = options.limits ?? noLimits;
  const lostAnswers = createLostAnswers(once, options.now ?? Date.now);

  /** One try within the limits. */
  async function attempt(
    method: string,
    payload: BotApiPayload,
    circumstances: CallCircumstances,
  ): Promise<BotApiAnswer> {
    const chat = Number(payload.chat_id);
    if (!limited.has(method)) return once(method, payload);
    const place = await limits.place(chat, circumstances);
    if (place === superseded) return { ok: true, result: superseded };
    if (place !== 'go') return tooMany(place);
    try {
      const answer = await once(method, payload);
      if (!answer.ok && answer.error_code === 429) limits.close(chat, answer.parameters?.retry_after ?? 1);
      if (answer.ok && method === 'sendMessage') {
        const id = messageIdOf(answer.result);
        if (circumstances.isNotice) lostAnswers.pass(id);
        else await lostAnswers.settle(chat, id);
      }
      return answer;
    } catch (error) {
      if (method === 'sendMessage') lostAnswers.note(chat);
      throw error;
    }
  }

  const call: BotApiClient['call'] = async (method, payload, circumstances = fromNobody) => {
    // An exercise goes on by taps instead; a second try would keep the next press waiting.
    if (circumstances.urgency === 'background') return attempt(method, payload, circumstances);
    const begun = performance.now();
    for (const wait of waits) {
      const answer = await attempt(method, payload, circumstances).catch((error: NoAnswer) => error);
      if (performance.now() - begun > lastTryAfter) return answer instanceof NoAnswer ? Promise.reject(answer) : answer;
      if (!(answer instanceof NoAnswer)) {
        if (answer.ok || !isPassingCode(answer.error_code)) return answer;
        const asked = answer.parameters?.retry_after;
        if (asked !== undefined && asked > longestWait) return answer;
        await sleep(asked === undefined ? wait : asked * 1_000);
        continue;
      }
      await sleep(wait);
    }
    return attempt(method, payload, circumstances);
  };

  return {
    call,
    once,
    ...expiringTogether([limits, lostAnswers]),
    async close() {
      await Promise.all([calls.destroy(), polls.destroy()]);
    },
  };
}

const messageIdOf = (result: unknown) => (result as { message_id: number }).message_id;

/** What Telegram would say. */
const tooMany = (seconds: number): BotApiAnswer => ({
  ok: false,
  error_code: 429,
  description: 'Too Many Requests',
  parameters: { retry_after: seconds },
});

const isPassingCode = (code: number) => code === 429 || code >= 500;

/** Nobody answered, or not as a Bot API server does. */
export class NoAnswer extends Error {
  constructor(reason: string) {
    super(`No answer from the Bot API server (${reason})`);
    this.name = 'NoAnswer';
  }
}
