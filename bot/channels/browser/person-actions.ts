import { randomInt } from 'node:crypto';
import { toPageMessage } from './chat-message.ts';
import type { OpenQueries } from './open-queries.ts';
import { rawPressUpdate, rawTextUpdate } from './raw-update.ts';
import type { Tab } from './tab.ts';

/** What a person can do in a chat. Each answers false when too much is waiting already. */
export interface PersonActions {
  write(tab: Tab, text: string): boolean;
  press(tab: Tab, button: { readonly messageId: number; readonly callback: string; readonly press: number }): boolean;
}

/** Turns what a person does into raw updates, in Telegram's shape and order. */
export function createPersonActions(queries: OpenQueries): PersonActions {
  let updateId = randomInt(2 ** 31);
  return {
    write(tab, text) {
      const message = tab.log.add(true, { text, rich: [text] });
      updateId += 1;
      const handled = tab.queue.add(rawTextUpdate(updateId, tab, message));
      if (handled) tab.push({ type: 'put', message: toPageMessage(message) });
      else tab.log.remove([message.id]);
      return handled !== undefined;
    },
    press(tab, { messageId, callback, press }) {
      const queryId = queries.add(tab, press);
      updateId += 1;
      const handled = tab.queue.add(rawPressUpdate(updateId, tab, { queryId, messageId, callback }));
      void handled?.then(() => tab.push({ type: 'settled', press }));
      return handled !== undefined;
    },
  };
}
