import type { ChatAlias } from '../../domain/chat-alias.ts';
import { Secret } from '../../domain/secret.ts';
import type { Urgency } from '../channels/channel.ts';

/** What stands behind an alias while an update is at hand. */
export interface Address {
  readonly chat: number;
  /** The message that the update came from. */
  readonly messageId: number | null;
  /** When that message was sent, in milliseconds since 1970; 0 when Telegram does not say. */
  readonly messageSentAt: number;
  /** The press to be answered. */
  readonly callbackId: string | null;
  /** What may go first when Telegram's limits are near. */
  readonly urgency: Urgency;
  /** What is sent comes by itself, and stands beside the living message. */
  readonly isNotice?: true;
}

/**
 * The only way from an alias to an address. A lease lives in memory, as long as the update that
 * brought it; without one nothing can be sent: a write fails closed.
 */
export interface AddressLeases {
  /** Opens a lease and answers how to end it. */
  open(alias: ChatAlias, address: Address): () => void;
  /** Keeps the chat's address beyond the update at hand; answers how to end that. */
  hold(alias: ChatAlias): () => void;
  /** The address behind an alias, or undefined when no lease is open. */
  find(alias: number): Address | undefined;
}

/** Leases of one process. The newest lease of a chat holds; ending it brings back the one before. */
export function createAddressLeases(): AddressLeases {
  const held = new Map<number, readonly Secret<Address>[]>();

  const enderOf = (alias: number, lease: Secret<Address>) => () => {
    const rest = (held.get(alias) ?? []).filter((other) => other !== lease);
    if (rest.length > 0) held.set(alias, rest);
    else held.delete(alias);
  };
  const find = (alias: number) => held.get(alias)?.at(-1)?.reveal();

  return {
    open(alias, address) {
      const lease = new Secret(address);
      held.set(alias, [...(held.get(alias) ?? []), lease]);
      return enderOf(alias, lease);
    },
    hold(alias) {
      const address = find(alias);
      if (!address) return () => {};
      const lease = new Secret<Address>({
        chat: address.chat,
        messageId: null,
        messageSentAt: 0,
        callbackId: null,
        urgency: 'background',
      });
      // Behind those of updates, which alone know the press to answer.
      held.set(alias, [lease, ...(held.get(alias) ?? [])]);
      return enderOf(alias, lease);
    },
    find,
  };
}
