import type { Payload } from './parameters.ts';

/** One API call of the bot. */
export interface LoggedCall {
  method: string;
  payload: Payload;
  /** Milliseconds of the server's clock. */
  at: number;
  /** Null while the call is open. */
  ok: boolean | null;
  /** What Telegram said when it refused. */
  refusal?: string;
}

/** The calls of the bot, oldest first; keeps nothing when it is off. */
export class CallLog {
  readonly calls: LoggedCall[] = [];
  readonly #isOn: boolean;

  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }

  add(method: string, payload: Payload, at: number): LoggedCall {
    const call: LoggedCall = { method, payload, at, ok: null };
    if (this.#isOn) this.calls.push(call);
    return call;
  }
}
