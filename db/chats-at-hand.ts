/** Chats whose updates are handled without a lock, since nobody else was there when they came. */
export interface ChatsAtHand {
  /** Runs a task and, when its lock was taken meanwhile, gives it back at the end. */
  while<T>(chat: number, task: () => Promise<T>, free: (chat: number) => void): Promise<T>;
  /** All of them, noted as locked from here on. */
  lockAll(): readonly number[];
  /** The session that held the locks is over. */
  forgetLocks(): void;
}

export function createChatsAtHand(): ChatsAtHand {
  const counts = new Map<number, number>();
  const locked = new Set<number>();
  return {
    async while(chat, task, free) {
      counts.set(chat, (counts.get(chat) ?? 0) + 1);
      try {
        return await task();
      } finally {
        const left = (counts.get(chat) ?? 1) - 1;
        if (left > 0) counts.set(chat, left);
        else {
          counts.delete(chat);
          if (locked.delete(chat)) free(chat);
        }
      }
    },
    lockAll() {
      for (const chat of counts.keys()) locked.add(chat);
      return [...locked];
    },
    forgetLocks: () => locked.clear(),
  };
}
