import { createHmac } from 'node:crypto';
import type { ChatAlias } from '../../domain/chat-alias.ts';

export type ChannelName = 'telegram' | 'browser';

/**
 * Makes aliases of addresses: a keyed hash of channel and address, cut to 52 bits so that it is a
 * safe integer like any chat id. The bot's own name is not part of it: a new bot finds its people.
 * @param key 32 bytes; without it an alias says nothing
 */
export function createAliases(key: Buffer, channel: ChannelName): (address: number) => ChatAlias {
  return (address) => {
    const digest = createHmac('sha256', key).update(`${channel}:${address}`).digest();
    // Zero is no chat id.
    return (digest.readUIntBE(0, 6) * 16 + ((digest[6] as number) >> 4) || 1) as ChatAlias;
  };
}

/** What a chat is called: by the newest key, and behind it by former ones that still have rows. */
export type Aliases = readonly [AliasOf, ...AliasOf[]];
type AliasOf = (address: number) => ChatAlias;

export const aliasesOf = (keys: readonly [Buffer, ...Buffer[]], channel: ChannelName): Aliases =>
  keys.map((key) => createAliases(key, channel)) as unknown as Aliases;
