import { createHmac } from 'node:crypto';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { Keyring } from './keyring.ts';

/** The two keys of one table: where a chat's row stands, and how it is sealed. */
export interface ChatKeys {
  /** 32 bytes, different in every table for the same chat. */
  rowKey(alias: ChatAlias): Buffer;
  readonly sealKey: Buffer;
}

/** Keys of a purpose; rows of different purposes cannot be joined without the root key. */
export function createChatKeys(keyring: Keyring, purpose: string): ChatKeys {
  return chatKeys(keyring.subkey(`${purpose}/row`), keyring.subkey(`${purpose}/seal`));
}

/** The keys of a purpose, and those that stood in their place before a rotation, the newest first. */
export function createFormerChatKeys(keyring: Keyring, purpose: string) {
  const seals = keyring.subkeys(`${purpose}/seal`);
  // Both are of one secret: there are as many of the one as of the other.
  const [keys, ...former] = keyring
    .subkeys(`${purpose}/row`)
    .map((lookup, index) => chatKeys(lookup, seals[index] as Buffer)) as [ChatKeys, ...ChatKeys[]];
  return { keys, former };
}

const chatKeys = (lookup: Buffer, sealKey: Buffer): ChatKeys => ({
  rowKey: (alias) => createHmac('sha256', lookup).update(String(alias)).digest(),
  sealKey,
});
