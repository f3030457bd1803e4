import { Caller, type WireAnswer } from '../../support/bot-api/caller.ts';

/** Runs methods, and tells who waits for them. */
export class WatchedCaller extends Caller {
  readonly #waiting = new Map<string, () => void>();

  whenSentTo(chatId: number): Promise<void> {
    return this.#wait(`sendMessage:${chatId}`);
  }

  whenPressAnswered(queryId: string): Promise<void> {
    return this.#wait(`answerCallbackQuery:${queryId}`);
  }

  override async run(...args: Parameters<Caller['run']>): Promise<WireAnswer> {
    const [method, { chat_id: chatId, callback_query_id: queryId }] = args;
    const answer = await super.run(...args);
    const key = `${method}:${queryId ?? chatId}`;
    const done = this.#waiting.get(key);
    if (done) {
      this.#waiting.delete(key);
      done();
    }
    return answer;
  }

  #wait(key: string): Promise<void> {
    return new Promise((resolve) => void this.#waiting.set(key, resolve));
  }
}
