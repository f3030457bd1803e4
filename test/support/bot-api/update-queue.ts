import type { Update } from 'grammy/types';

/** A kind of update, by the name of its field. */
export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** An update that waits for the bot, already written down: it shows the moment it happened. */
export interface QueuedUpdate {
  readonly id: number;
  readonly json: string;
  /** Updates of one chat reach a webhook one after another. */
  readonly chatId: number;
}

/** What a bot that never named its updates does not get. */
const notByDefault = new Set<string>(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The updates that were not confirmed yet. Every step is O(1) per update. */
export class UpdateQueue {
  pendingCount = 0;
  allowed: readonly string[] | null = null;
  onChange: () => void = () => {};
  onPush: () => void = () => {};
  #items: (QueuedUpdate | null)[] = [];
  #head = 0;
  #nextId: number;

  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  /** Adds an update unless the bot did not ask for its kind. */
  push(kind: UpdateKind, body: object, chatId: number): void {
    if (this.allowed ? !this.allowed.includes(kind) : notByDefault.has(kind)) return;
    const id = this.#nextId++;
    this.#items.push({ id, json: `{"update_id":${id},"${kind}":${JSON.stringify(body)}}`, chatId });
    this.pendingCount++;
    this.onChange();
    this.onPush();
  }

  /** Counts on from another number, as Telegram does after a quiet week. */
  countFrom(id: number): void {
    if (this.pendingCount > 0) throw new Error('Telegram counts anew only when nothing waits');
    this.#items = [];
    this.#head = 0;
    this.#nextId = id;
  }

  /** An empty list means the default again, as on the real server. */
  allow(kinds: unknown): void {
    if (Array.isArray(kinds)) this.allowed = kinds.length === 0 ? null : kinds.map(String);
  }

  /**
   * What getUpdates answers for an offset: confirms everything below it, or for a negative one all
   * but the newest. An offset from the future confirms nothing, which the real server does as well.
   */
  read(offset: number, limit: number): readonly QueuedUpdate[] {
    const lowest = this.#nextId - (this.#items.length - this.#head);
    if (offset < 0) this.#confirmBelow(Math.max(lowest, this.#nextId + offset));
    else if (offset > lowest && offset <= this.#nextId) this.#confirmBelow(offset);
    return this.peek(limit);
  }

  /** The oldest updates that wait, without confirming any. */
  peek(limit: number): readonly QueuedUpdate[] {
    const found: QueuedUpdate[] = [];
    for (let at = this.#head; at < this.#items.length && found.length < limit; at++) {
      const item = this.#items[at];
      if (item) found.push(item);
    }
    return found;
  }

  /** The update after the given one, for a webhook that works ahead of the confirmations. */
  after(id: number): QueuedUpdate | null {
    const first = this.#nextId - (this.#items.length - this.#head);
    for (let at = this.#head + Math.max(0, id + 1 - first); at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item) return item;
    }
    return null;
  }

  /** Confirms one update, wherever it stands: webhooks finish out of order. */
  forget(id: number): void {
    const at = this.#items.length - (this.#nextId - id);
    if (at < this.#head || !this.#items[at]) return;
    this.#items[at] = null;
    this.pendingCount--;
    while (this.#head < this.#items.length && this.#items[this.#head] === null) this.#head++;
    this.#compact();
    this.onChange();
  }

  clear(): void {
    this.#confirmBelow(this.#nextId);
  }

  #confirmBelow(offset: number): void {
    const end = this.#items.length - (this.#nextId - offset);
    while (this.#head < end) {
      if (this.#items[this.#head]) this.pendingCount--;
      this.#items[this.#head++] = null;
    }
    this.#compact();
    this.onChange();
  }

  // Cutting the confirmed part off only when it is the larger half keeps each update's share constant.
  #compact(): void {
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
