import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';
import type { Secret } from '../../../domain/secret.ts';
import type { BotApiAnswer, BotApiPayload, Transport } from '../channel.ts';

export interface BotApiClientOptions {
  readonly token: Secret<string>;
  /** Without a slash at the end, e.g. https://api.telegram.org */
  readonly root: string;
  /** Milliseconds before each further try of a call that failed for a passing reason. */
  readonly retryAfter?: readonly number[];
  /** Waits that Telegram asks for and that are longer than this are handed up. */
  readonly longestWaitSeconds?: number;
}

export interface BotApiClient {
  /** One call, tried again after 429, 5xx and network faults. Throws when nobody answered. */
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

const usualTimeoutSeconds = 10;

/** A client of a Bot API server over undici's pool. The token is in no error that it throws. */
export function createBotApiClient(options: BotApiClientOptions): BotApiClient {
  const root = new URL(options.root);
  const pool = new Pool(root.origin, { connections: 64, pipelining: 1, connect: { timeout: 5_000 } });
  const waits = options.retryAfter ?? [300, 1_000, 3_000];
  // Three of them must end before the watchdog of the handler that waits (bot/update-sink.ts).
  const longestWait = options.longestWaitSeconds ?? 10;
  const path = root.pathname === '/' ? '' : root.pathname;

  const once: BotApiClient['once'] = async (method, payload, { timeoutSeconds, signal } = {}) => {
    const timeout = (timeoutSeconds ?? usualTimeoutSeconds) * 1_000;
    try {
      const { body } = await pool.request({
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

  async function call(method: string, payload: BotApiPayload): Promise<BotApiAnswer> {
    for (const wait of waits) {
      const answer = await once(method, payload).catch((error: NoAnswer) => error);
      if (!(answer instanceof NoAnswer)) {
        if (answer.ok || !isPassingCode(answer.error_code)) return answer;
        const asked = answer.parameters?.retry_after;
        if (asked !== undefined && asked > longestWait) return answer;
        await sleep(asked === undefined ? wait : asked * 1_000);
        continue;
      }
      await sleep(wait);
    }
    return once(method, payload);
  }

  return { call, once, close: () => pool.destroy() };
}

const isPassingCode = (code: number) => code === 429 || code >= 500;

/** Nobody answered, or not as a Bot API server does. */
export class NoAnswer extends Error {
  constructor(reason: string) {
    super(`No answer from the Bot API server (${reason})`);
    this.name = 'NoAnswer';
  }
}
