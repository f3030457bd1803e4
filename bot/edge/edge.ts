import type { SweepListStore } from '../../db/sweep-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Expiring } from '../../domain/expiring.ts';
import type { SealedAddress } from '../../domain/sealed-address.ts';
import { Secret } from '../../domain/secret.ts';
import type { MessageContent } from '../../handlers/screen.ts';
import type { Transport } from '../channels/channel.ts';
import type { FaultLog } from '../fault-log.ts';
import { type Address, createAddressLeases } from './address-leases.ts';
import type { Aliases } from './alias.ts';
import { createDelivery } from './deliver.ts';
import { languageBeside } from './language-beside.ts';
import { createLivingMessages, type LivingMessages } from './living-messages.ts';
import { createReceiver, type Received } from './receive-update.ts';
import { createAddressSeal } from './sealed-address.ts';
import { type ClearedMessages, createChatSweep } from './sweep-chat.ts';
import { createSweepJournal } from './sweep-journal.ts';

export interface EdgeOptions {
  readonly aliases: Aliases;
  readonly transport: Transport;
  readonly commands: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seals addresses that are kept because somebody asked to be written to. */
  readonly addressKey: Buffer;
  readonly onGone: (alias: ChatAlias) => void;
  /** True while a later update of the chat waits: its screen will take the place of the one at hand. */
  readonly isSuperseded: (alias: number) => boolean;
  /** Something stands in the chat that could not be deleted: it is to be swept soon. */
  readonly onLeftover?: (chat: ReachableChat) => void;
  readonly sweepList: Pick<SweepListStore, 'find' | 'write'>;
  /** Changes when another process may have answered people meanwhile; null while one is there. */
  readonly aloneSince: () => number | null;
  readonly faults: FaultLog;
}

/** A chat that the sweeper can reach. */
export interface ReachableChat {
  readonly alias: ChatAlias;
  /** What it was called before the alias key was rotated. */
  readonly formerAliases: readonly ChatAlias[];
  readonly address: Secret<number>;
}

/** The only code that knows who is who. */
export interface Edge extends Expiring {
  receive(rawUpdate: unknown): Received;
  aliasOf(address: number): ChatAlias;
  /** Keeps an address that is at hand beyond its update; answers how to end that. */
  holdAddress(alias: ChatAlias): () => void;
  /** The address at hand, for who asked to be written to later; throws when there is none. */
  sealAddress(alias: ChatAlias): SealedAddress;
  /** The chat behind a sealed address; null when it cannot be opened any more. */
  reach(sealed: SealedAddress): ReachableChat | null;
  /** True while a call of the chat is on its way. */
  isSending(alias: ChatAlias): boolean;
  /** For grammY, as `client.fetch`. */
  readonly fetch: typeof fetch;
  readonly living: Pick<LivingMessages, 'find' | 'setRoute'>;
  /** Brings what is known of the chat's messages into memory; a press of a known chat costs no query. */
  recall(alias: ChatAlias, isPress: boolean): Promise<void>;
  /** Deletes all that stands in the chat of the update at hand, but for one message with this content. */
  clearMessages(alias: ChatAlias, neutral: MessageContent): Promise<ClearedMessages>;
  /** Takes down what has stood too long; `later` when Telegram wants to be left alone for now. */
  tidyUp(chat: ReachableChat, neutral: MessageContent): Promise<'done' | 'later'>;
  /** Runs a task that may send a message by itself: it stands beside the living one, and is noted to be swept. */
  besideScreen<T>(chat: ReachableChat, task: () => Promise<T>): Promise<T>;
  /** Forgets what stands in the chat; answers whether it is written down. */
  forgetMessages(alias: ChatAlias): Promise<boolean>;
  /** Writes down what could not be written before. */
  settle(): Promise<void>;
}

/** The edge of one channel. */
export function createEdge(options: EdgeOptions): Edge {
  const { commands, now, faults, sweepList, onLeftover } = options;
  const transport = languageBeside(options.transport);
  const [aliasOf, ...formerly] = options.aliases;
  const leases = createAddressLeases();
  const addressSeal = createAddressSeal(options.addressKey);
  const addressOf = (alias: number) => leases.find(alias)?.chat;
  const journal = createSweepJournal({ list: sweepList, addressOf, faults, aloneSince: options.aloneSince });
  const living = createLivingMessages(now, journal.note);
  const sweep = createChatSweep({ transport, living, now, onGone: options.onGone });
  const clearing = new Set<number>();
  const delivery = createDelivery({
    transport,
    leases,
    living,
    now,
    onLeftover: (alias) => {
      const address = addressOf(alias);
      if (address !== undefined)
        onLeftover?.({ alias: alias as ChatAlias, formerAliases: [], address: new Secret(address) });
    },
    onGone: (alias) => options.onGone(alias as ChatAlias),
    isSuperseded: options.isSuperseded,
  });

  /** Runs a task with an address at hand, and writes down what has changed. */
  async function holding<T>(alias: ChatAlias, address: Address, task: () => Promise<T>): Promise<T> {
    const endLease = leases.open(alias, address);
    try {
      return await task();
    } finally {
      await journal.settled(alias);
      endLease();
    }
  }

  return {
    receive: createReceiver({ aliases: options.aliases, transport, commands, now, living, holding }),
    aliasOf,
    holdAddress: leases.hold,
    sealAddress(alias) {
      const address = addressOf(alias);
      if (address === undefined) throw new Error('no lease');
      return addressSeal.seal(address);
    },
    reach(sealed) {
      const address = addressSeal.open(sealed);
      if (address === null) return null;
      const formerAliases = formerly.map((make) => make(address));
      return { alias: aliasOf(address), formerAliases, address: new Secret(address) };
    },
    fetch: delivery.fetch,
    isSending: (alias) => delivery.isSending(alias) || clearing.has(alias),
    living,
    recall: (alias, isPress) => journal.recall(alias, living, isPress),
    async clearMessages(alias, neutral) {
      const address = leases.find(alias);
      if (!address) throw new Error('no lease');
      const pressedId = address.callbackId === null ? null : address.messageId;
      clearing.add(alias);
      try {
        return await sweep.clear({ alias, address: address.chat, urgency: 'person', neutral }, pressedId);
      } finally {
        clearing.delete(alias);
      }
    },
    async tidyUp(chat, neutral) {
      const { alias } = chat;
      const address = farAddress(chat);
      return holding(alias, address, async () => {
        await journal.recall(alias, living, false);
        return sweep.tidyUp({ alias, address: address.chat, urgency: 'background', neutral });
      });
    },
    async besideScreen(chat, task) {
      return holding(chat.alias, { ...farAddress(chat), isNotice: true }, async () => {
        await journal.recall(chat.alias, living, false);
        return task();
      });
    },
    async forgetMessages(alias) {
      living.forget(alias);
      return journal.settled(alias);
    },
    settle: journal.settleAll,
    forgetExpired() {
      living.forgetExpired();
      journal.forgetGone(living);
    },
  };
}

/** Of a chat without an update at hand. */
const farAddress = ({ address }: ReachableChat): Address => ({
  chat: address.reveal(),
  messageId: null,
  messageSentAt: 0,
  callbackId: null,
  urgency: 'background',
});
