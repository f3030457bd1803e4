/** What must be closed when the program ends, in the reverse order of opening. */
export interface Closers {
  add(close: () => unknown): void;
  /** Closes all, once; whoever calls again waits for the same end. A closer that fails stops no other. */
  closeAll(): Promise<void>;
}

/** @param onFault hears of a closer that failed */
export function createClosers(onFault: (error: unknown) => void): Closers {
  const closers: (() => unknown)[] = [];
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    for (const closer of closers.reverse()) {
      try {
        await closer();
      } catch (error) {
        onFault(error);
      }
    }
  }

  return {
    add: (closer) => void closers.push(closer),
    closeAll: () => {
      closing ??= close();
      return closing;
    },
  };
}
