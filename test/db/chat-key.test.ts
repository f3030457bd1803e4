import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChatKeys } from '../../db/chat-key.ts';
import { createKeyring } from '../../db/keyring.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';

const root = fc.uint8Array({ minLength: 32, maxLength: 32 });
const alias = fc.maxSafeInteger().map((number) => number as ChatAlias);
const purpose = fc.constantFrom('chat-settings', 'conversation-state', 'chat-alias', 'bookings');

describe('keys of chats', () => {
  it('are the same every time for one root, purpose and chat, and 32 bytes long', () => {
    fc.assert(
      fc.property(root, purpose, alias, (root, purpose, alias) => {
        const [first, second] = [createKeyring(root), createKeyring(root)].map((ring) => createChatKeys(ring, purpose));
        expect(first?.rowKey(alias)).toEqual(second?.rowKey(alias));
        expect(first?.sealKey).toEqual(second?.sealKey);
        expect([first?.rowKey(alias).length, first?.sealKey.length]).toEqual([32, 32]);
      }),
    );
  });

  it('share no value between chats, purposes and roots, and none with the subkeys themselves', () => {
    fc.assert(
      fc.property(root, root, purpose, purpose, alias, alias, (root, otherRoot, purpose, other, alias, otherAlias) => {
        fc.pre(purpose !== other && alias !== otherAlias && !Buffer.from(root).equals(Buffer.from(otherRoot)));
        const [ring, otherRing] = [createKeyring(root), createKeyring(otherRoot)];
        const [here, there, elsewhere] = [
          createChatKeys(ring, purpose),
          createChatKeys(ring, other),
          createChatKeys(otherRing, purpose),
        ] as const;
        const values = [here, there, elsewhere].flatMap((keys) => [
          keys.rowKey(alias),
          keys.rowKey(otherAlias),
          keys.sealKey,
        ]);
        values.push(ring.subkey(purpose), ring.subkey(other), Buffer.from(root));
        expect(new Set(values.map((value) => value.toString('hex'))).size).toBe(values.length);
      }),
    );
  });
});
