import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { ScrubbedUpdate } from '../../handlers/incoming.ts';
import type { Transport } from '../channels/channel.ts';
import type { Address } from './address-leases.ts';
import type { Aliases } from './alias.ts';
import type { LivingMessages } from './living-messages.ts';
import { codeScreen, scrubUpdate } from './scrub-update.ts';

/** What came in, as the program behind the edge may know it. */
export type Received =
  | {
      readonly type: 'chat';
      readonly alias: ChatAlias;
      /** What the chat was called before the alias key was rotated, the newest first. */
      readonly formerAliases: readonly ChatAlias[];
      /**
       * Runs a task that may answer: the address is at hand for as long as it takes.
       * @param isLate the update may have waited for long, though it does not say so itself
       */
      withAddress(task: (update: ScrubbedUpdate) => Promise<void>, isLate?: boolean): Promise<void>;
    }
  | { readonly type: 'gone'; readonly alias: ChatAlias; readonly formerAliases: readonly ChatAlias[] }
  | { readonly type: 'group'; readonly leave: () => Promise<void> }
  | { readonly type: 'nothing' };

export interface ReceiverOptions {
  readonly aliases: Aliases;
  readonly transport: Transport;
  readonly commands: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly living: Pick<LivingMessages, 'find'>;
  /** Runs a task with an address at hand. */
  readonly holding: (alias: ChatAlias, address: Address, task: () => Promise<void>) => Promise<void>;
}

/** Makes of raw updates what may pass the edge. */
export function createReceiver(options: ReceiverOptions): (rawUpdate: unknown) => Received {
  const { transport, commands, now, living, holding } = options;
  const [aliasOf, ...formerly] = options.aliases;
  const seconds = () => Math.floor(now() / 1_000);

  return (rawUpdate) => {
    const readAt = seconds();
    const incoming = scrubUpdate(rawUpdate, commands, readAt);
    if (incoming.type === 'nothing') return incoming;
    if (incoming.type === 'group') {
      const leave = async () => void (await transport('leaveChat', { chat_id: incoming.address }));
      return { type: 'group', leave };
    }
    const alias = aliasOf(incoming.address);
    const formerAliases = formerly.map((make) => make(incoming.address));
    if (incoming.type === 'blocked') return { type: 'gone', alias, formerAliases };
    return {
      type: 'chat',
      alias,
      formerAliases,
      async withAddress(task, isLate = false) {
        const isUnchanged = !isLate && seconds() === readAt;
        // Read again after a wait: it may be stale by now.
        const read = isUnchanged ? incoming : scrubUpdate(rawUpdate, commands, seconds(), isLate);
        if (read.type !== 'chat') return;
        const { address: chat, messageId, messageSentAt, callbackId, isUrgent } = read;
        const urgency = isUrgent ? 'urgent' : 'person';
        await holding(alias, { chat, messageId, messageSentAt, callbackId, urgency }, () =>
          // The edge remembers which screen stands in a chat.
          task(read.scrubbedFor(alias, codeScreen(living.find(alias)?.route))),
        );
      },
    };
  };
}
