import { randomBytes } from 'node:crypto';
import type { Tab } from './tab.ts';

/** Presses that may still be answered. Telegram, too, forgets a query after a while. */
const MAX_OPEN = 500;

export interface OpenQuery {
  readonly tab: Tab;
  readonly press: number;
  answered: boolean;
}

/** Ties a callback query's id to the tab and the press it came from. */
export interface OpenQueries {
  add(tab: Tab, press: number): string;
  find(id: unknown): OpenQuery | undefined;
  forget(tab: Tab): void;
}

/** Makes an empty list. */
export function createOpenQueries(): OpenQueries {
  const queries = new Map<string, OpenQuery>();
  return {
    add(tab, press) {
      const id = randomBytes(8).readBigUInt64BE().toString();
      queries.set(id, { tab, press, answered: false });
      const oldest = queries.keys().next().value;
      if (queries.size > MAX_OPEN && oldest !== undefined) queries.delete(oldest);
      return id;
    },
    find: (id) => queries.get(String(id)),
    forget(tab) {
      for (const [id, query] of queries) if (query.tab === tab) queries.delete(id);
    },
  };
}
