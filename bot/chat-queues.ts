/** Runs tasks of one chat one after another, and chats side by side. */
export interface ChatQueues {
  run<T>(chat: number, task: () => Promise<T>): Promise<T>;
}

/** Queues that vanish as soon as they are empty. Two updates of a chat at once would lose an answer. */
export function createChatQueues(): ChatQueues {
  const tails = new Map<number, Promise<unknown>>();
  return {
    run(chat, task) {
      const before = tails.get(chat) ?? Promise.resolve();
      const result = before.then(task);
      const tail = result.catch(() => {});
      tails.set(chat, tail);
      void tail.then(() => {
        if (tails.get(chat) === tail) tails.delete(chat);
      });
      return result;
    },
  };
}
