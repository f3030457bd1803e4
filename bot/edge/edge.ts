import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { ScrubbedUpdate } from '../../handlers/incoming.ts';
import type { Transport } from '../channels/channel.ts';
import { createAddressLeases } from './address-leases.ts';
import { type ChannelName, createAliases } from './alias.ts';
import { createDelivery } from './deliver.ts';
import { createLivingMessages, type LivingMessages } from './living-messages.ts';
import { scrubUpdate } from './scrub-update.ts';

export interface EdgeOptions {
  readonly channel: ChannelName;
  /** The key that aliases are made with, and behind it former ones that still have rows. */
  readonly aliasKeys: readonly [Buffer, ...Buffer[]];
  readonly transport: Transport;
  readonly commands: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onGone: (alias: ChatAlias) => void;
  /** True while a later update of the chat waits: its screen will take the place of the one at hand. */
  readonly isSuperseded: (alias: number) => boolean;
}

/** What came in, as the program behind the edge may know it. */
export type Received =
  | {
      readonly type: 'chat';
      readonly alias: ChatAlias;
      /** What the chat was called before the alias key was rotated, the newest first. */
      readonly formerAliases: readonly ChatAlias[];
      /** Runs a task that may answer: the address is at hand for as long as it takes. */
      withAddress(task: (update: ScrubbedUpdate) => Promise<void>): Promise<void>;
    }
  | { readonly type: 'gone'; readonly alias: ChatAlias; readonly formerAliases: readonly ChatAlias[] }
  | { readonly type: 'group'; readonly leave: () => Promise<void> }
  | { readonly type: 'nothing' };

/** The only code that knows who is who. */
export interface Edge {
  /** @param isLate the update may have waited for long, though it does not say so itself */
  receive(rawUpdate: unknown, isLate?: boolean): Received;
  aliasOf(address: number): ChatAlias;
  /** Keeps an address that is at hand beyond its update; answers how to end that. */
  holdAddress(alias: ChatAlias): () => void;
  /** True while a call of the chat is on its way. */
  isSending(alias: ChatAlias): boolean;
  /** For grammY, as `client.fetch`. */
  readonly fetch: typeof fetch;
  readonly living: LivingMessages;
}

/** The edge of one channel. */
export function createEdge(options: EdgeOptions): Edge {
  const { transport, commands, now } = options;
  const [aliasKey, ...formerKeys] = options.aliasKeys;
  const aliasOf = createAliases(aliasKey, options.channel);
  const formerly = formerKeys.map((key) => createAliases(key, options.channel));
  const leases = createAddressLeases();
  const living = createLivingMessages(now);
  const delivery = createDelivery({
    transport,
    leases,
    living,
    onGone: (alias) => options.onGone(alias as ChatAlias),
    isSuperseded: options.isSuperseded,
  });

  function receive(rawUpdate: unknown, isLate = false): Received {
    const incoming = scrubUpdate(rawUpdate, commands, Math.floor(now() / 1000), isLate);
    if (incoming.type === 'nothing') return incoming;
    if (incoming.type === 'group') {
      const leave = async () => void (await transport('leaveChat', { chat_id: incoming.address }));
      return { type: 'group', leave };
    }
    const alias = aliasOf(incoming.address);
    const formerAliases = formerly.map((make) => make(incoming.address));
    if (incoming.type === 'blocked') return { type: 'gone', alias, formerAliases };
    const { address: chat, messageId, callbackId, isUrgent } = incoming;
    return {
      type: 'chat',
      alias,
      formerAliases,
      async withAddress(task) {
        const endLease = leases.open(alias, { chat, messageId, callbackId, urgency: isUrgent ? 'urgent' : 'person' });
        try {
          await task(incoming.scrubbedFor(alias));
        } finally {
          endLease();
        }
      },
    };
  }

  return { receive, aliasOf, holdAddress: leases.hold, ...delivery, living };
}
