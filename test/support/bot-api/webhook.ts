import type { Clock } from './clock.ts';
import { unixSeconds } from './clock.ts';
import { postUpdate } from './post-update.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

/** What setWebhook stored. */
export interface WebhookSettings {
  url: string;
  secret: string;
  maxConnections: number;
}

/** Delivers updates to the bot's address: chats side by side, one chat's updates in order. */
export class Webhook {
  settings: WebhookSettings | null = null;
  lastError: { date: number; message: string } | null = null;
  /** Runs a call that the bot wrote into its answer; the server puts it here. */
  onReply: (method: string, payload: Record<string, unknown>) => void = () => {};
  readonly #queue: UpdateQueue;
  readonly #clock: Clock;
  readonly #retryMs: number;
  #lines = new Map<number, QueuedUpdate[]>();
  #lastTaken = 0;
  #sending = 0;
  #generation = 0;

  constructor(queue: UpdateQueue, clock: Clock, retryMs: number) {
    this.#queue = queue;
    this.#clock = clock;
    this.#retryMs = retryMs;
  }

  /** Starts over with a new address, or stops with null. Nothing confirmed is sent again. */
  use(settings: WebhookSettings | null): void {
    this.settings = settings;
    this.lastError = null;
    this.#generation++;
    this.#lines = new Map();
    this.#lastTaken = 0;
    this.#sending = 0;
    this.wake();
  }

  /** Call after each new update. */
  wake(): void {
    while (this.settings && this.#sending < this.settings.maxConnections) {
      const update = this.#queue.after(this.#lastTaken);
      if (!update) return;
      this.#lastTaken = update.id;
      const line = this.#lines.get(update.chatId);
      if (line) line.push(update);
      else void this.#sendLine(update);
    }
  }

  async #sendLine(first: QueuedUpdate): Promise<void> {
    const generation = this.#generation;
    const line = [first];
    this.#lines.set(first.chatId, line);
    this.#sending++;
    for (let update = line[0]; update && generation === this.#generation; update = line[0]) {
      await this.#sendUntilTaken(update, generation);
      line.shift();
    }
    if (generation !== this.#generation) return;
    this.#lines.delete(first.chatId);
    this.#sending--;
    this.wake();
  }

  async #sendUntilTaken(update: QueuedUpdate, generation: number): Promise<void> {
    for (let attempt = 0; this.settings && generation === this.#generation; attempt++) {
      const outcome = await postUpdate(this.settings, update.json);
      if (generation !== this.#generation) return;
      if (outcome.error === null) {
        const { method, ...payload } = outcome.reply;
        if (typeof method === 'string') this.onReply(method, payload);
        this.#queue.forget(update.id);
        return;
      }
      this.lastError = { date: unixSeconds(this.#clock), message: outcome.error };
      await wait(Math.min(1000, this.#retryMs * 2 ** attempt));
    }
  }
}

// Unreferenced: a retry that nobody waits for must not keep the test process alive.
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
