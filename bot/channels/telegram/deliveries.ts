type Outcome = 'handled' | 'again';

/** Recognises an update that Telegram delivers once more. */
export interface Deliveries {
  /** Handles an update, or waits for the same one that is under way, or knows that it is done. */
  once(updateId: number, handle: () => Promise<Outcome>): Promise<Outcome>;
  /** How many are under way. */
  readonly underWay: number;
}

/** Telegram delivers anew after some ten seconds without an answer, and again, ever more slowly. */
const rememberedFor = 10 * 60_000;
const remembered = 10_000;

/**
 * What this process has at hand and has just done, in memory only: an update id counts for the
 * whole bot, so that a stored one would tell the time.
 * @param now a clock in milliseconds that is never set back
 */
export function createDeliveries(now = () => performance.now()): Deliveries {
  const open = new Map<number, Promise<Outcome>>();
  const done = new Map<number, number>();

  function noteDone(id: number): void {
    done.set(id, now());
    for (const [oldest, at] of done) {
      if (done.size <= remembered && now() - at < rememberedFor) break;
      done.delete(oldest);
    }
  }

  return {
    async once(id, handle) {
      if (done.has(id)) return 'handled';
      const underWay = open.get(id);
      if (underWay) return underWay;
      const work = handle();
      open.set(id, work);
      try {
        const outcome = await work;
        if (outcome === 'handled') noteDone(id);
        return outcome;
      } finally {
        open.delete(id);
      }
    },
    get underWay() {
      return open.size;
    },
  };
}
