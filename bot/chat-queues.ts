/** Runs tasks of one chat one after another, and chats side by side. */
export interface ChatQueues {
  run<T>(chat: number, task: () => Promise<T>): Promise<T>;
  /** The same for an update of a person. */
  runUpdate<T>(chat: number, task: () => Promise<T>): Promise<T>;
  /** True while an update waits for the task before it. */
  isUpdateWaiting(chat: number): boolean;
}

interface Queue {
  tail: Promise<unknown>;
  length: number;
  waitingUpdates: number;
}

/** Queues that vanish as soon as they are empty. Two updates of a chat at once would lose an answer. */
export function createChatQueues(): ChatQueues {
  const queues = new Map<number, Queue>();

  function join<T>(chat: number, enter: (queue: Queue) => () => Promise<T>): Promise<T> {
    const queue = queues.get(chat) ?? { tail: Promise.resolve(), length: 0, waitingUpdates: 0 };
    queues.set(chat, queue);
    queue.length += 1;
    const result = queue.tail.then(enter(queue));
    const leave = () => {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(chat);
    };
    queue.tail = result.then(leave, leave);
    return result;
  }

  return {
    run: (chat, task) => join(chat, () => task),
    runUpdate: (chat, task) =>
      join(chat, (queue) => {
        queue.waitingUpdates += 1;
        return () => {
          queue.waitingUpdates -= 1;
          return task();
        };
      }),
    isUpdateWaiting: (chat) => (queues.get(chat)?.waitingUpdates ?? 0) > 0,
  };
}
