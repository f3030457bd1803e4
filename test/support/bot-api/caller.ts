import type { CallLog, LoggedCall } from './call-log.ts';
import { methods } from './methods/index.ts';
import type { OnGone } from './methods/method.ts';
import { Answer } from './methods/method.ts';
import type { Payload } from './parameters.ts';
import { Parameters } from './parameters.ts';
import type { RateLimits } from './rate-limits.ts';
import { ApiRefusal } from './refusal.ts';
import type { World } from './world.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  status: number;
  body: string;
  retryAfter?: number;
}

/** Runs methods and writes their answers. */
export class Caller {
  readonly #world: World;
  readonly #limits: RateLimits;
  readonly #log: CallLog;

  constructor(world: World, limits: RateLimits, log: CallLog) {
    this.#world = world;
    this.#limits = limits;
    this.#log = log;
  }

  /** Notes a call that has come in, whatever becomes of it. */
  log(method: string, payload: Payload): LoggedCall {
    return this.#log.add(method, payload, this.#world.clock.now());
  }

  /** Does what was asked, or refuses. Never throws an ApiRefusal. */
  async run(name: string, payload: Payload, logged: LoggedCall, onGone: OnGone): Promise<WireAnswer> {
    try {
      const method = methods.get(name.toLowerCase());
      if (!method) throw new ApiRefusal(404, 'Not Found: method not found');
      const parameters = new Parameters(payload);
      this.#limits.check(method.name, parameters.text('chat_id'));
      const result = method.run(this.#world, parameters, onGone);
      const answer = writeResult(result instanceof Promise ? await result : result);
      logged.ok = true;
      return answer;
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      logged.ok = false;
      logged.refusal = error.message;
      return writeRefusal(error);
    }
  }
}

/** The name of a method as it is written in the documentation. */
export function properName(name: string): string {
  return methods.get(name.toLowerCase())?.name ?? name;
}

/** Writes a refusal as the real server does. */
export function writeRefusal({ code, message, parameters }: ApiRefusal): WireAnswer {
  const body = JSON.stringify({
    ok: false,
    error_code: code,
    description: message,
    ...(parameters ? { parameters } : {}),
  });
  const retryAfter = parameters?.retry_after;
  return { status: code, body, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function writeResult(result: unknown): WireAnswer {
  if (!(result instanceof Answer)) return { status: 200, body: `{"ok":true,"result":${JSON.stringify(result)}}` };
  const description = result.description === undefined ? '' : `,"description":${JSON.stringify(result.description)}`;
  return { status: 200, body: `{"ok":true,"result":${result.json}${description}}` };
}
