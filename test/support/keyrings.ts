import { createHash } from 'node:crypto';
import { createKeyring, type Keyring } from '../../db/keyring.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';

/** A keyring of tests: the same name gives the same keys. */
export const testKeyring = (name = 'test'): Keyring => createKeyring(createHash('sha256').update(name).digest());

let last = 4_000_000_000_000_000;

/** An alias that no other test of the file uses. */
export const newAlias = (): ChatAlias => ++last as ChatAlias;
