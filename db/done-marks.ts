/** The marks of updates that this process has just done. */
export interface DoneMarks {
  add(mark: number): void;
  all(): readonly number[];
  /** Those whose time is over, or that are too many; they are forgotten. */
  takeExpired(): readonly number[];
  clear(): void;
}

/** Telegram brings an update again within seconds when the answer to it was lost. */
const heldFor = 60_000;
/** Each is a lock in the server's shared memory, which has room for some thousands. */
const most = 500;

/**
 * Marks in memory and, while there are several processes, as locks at the server: nothing of an
 * update id, which would tell the time, comes to a disk.
 */
export function createDoneMarks(now = () => performance.now()): DoneMarks {
  const held = new Map<number, number>();

  function takeExpired(): readonly number[] {
    const gone: number[] = [];
    for (const [mark, at] of held) {
      if (held.size <= most && now() - at < heldFor) break;
      held.delete(mark);
      gone.push(mark);
    }
    return gone;
  }

  return {
    add: (mark) => {
      held.delete(mark);
      held.set(mark, now());
    },
    all() {
      takeExpired();
      return [...held.keys()];
    },
    takeExpired,
    clear: () => held.clear(),
  };
}
