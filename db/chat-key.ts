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
  const lookup = keyring.subkey(`${purpose}/row`);
  return {
    rowKey: (alias) => createHmac('sha256', lookup).update(String(alias)).digest(),
    sealKey: keyring.subkey(`${purpose}/seal`),
  };
}
