/** What goes wrong with a call. */
export type FaultKind =
  /** The connection is cut, nothing was done. */
  | 'reset'
  /** No answer ever comes. */
  | 'hang'
  /** 504 from the gateway. */
  | 'timeout'
  | 400
  | 403
  | 500
  | 502
  | 503
  | { retryAfter: number }
  /** 200 with something that is not JSON. */
  | 'garbage'
  /** The thing is done, then the connection is cut. */
  | 'late';

/** A fault to inject. */
export interface FaultOptions {
  with: FaultKind;
  /** Only calls of this method; every method without it. */
  method?: string;
  /** How many calls go wrong: one, or with `probability` all that are hit. */
  times?: number;
  /** Share of the calls that go wrong, 0 to 1. */
  probability?: number;
  /** Source of chance, for runs that can be repeated. */
  random?: () => number;
}

/** An injected fault, to watch and to take back. */
export interface Fault {
  readonly happened: number;
  stop(): void;
}

/** The faults that are still to happen. */
export class FaultPlan {
  #planned: { options: FaultOptions; left: number; happened: number }[] = [];

  add(options: FaultOptions): Fault {
    const left = options.times ?? (options.probability === undefined ? 1 : Infinity);
    const entry = { options, left, happened: 0 };
    this.#planned.push(entry);
    return {
      get happened() {
        return entry.happened;
      },
      stop: () => {
        this.#planned = this.#planned.filter((other) => other !== entry);
      },
    };
  }

  /** The fault for one call, counted as happened; null when the call goes well. */
  take(method: string): FaultKind | null {
    for (const entry of this.#planned) {
      const { options } = entry;
      if (options.method !== undefined && options.method.toLowerCase() !== method.toLowerCase()) continue;
      if (options.probability !== undefined && (options.random ?? Math.random)() >= options.probability) continue;
      entry.happened++;
      if (--entry.left <= 0) this.#planned = this.#planned.filter((other) => other !== entry);
      return options.with;
    }
    return null;
  }

  clear(): void {
    this.#planned = [];
  }
}
