import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../db/keyring.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ButtonSeal, SealedKind } from '../handlers/report-parts.ts';

/**
 * A button has 64 bytes, too few for AES-GCM's iv and tag beside 31 bytes of content. So the first
 * 8 bytes of an HMAC over kind, chat and content are both the tag and the iv of AES-256-CTR (as in
 * SIV): the same content gives the same text, another one shares nothing with it. 8 bytes are enough
 * where each guess costs a press.
 */
const tagLength = 8;
const nonceLength = 16;

/** Seals what travels in buttons. The purposes name the version of the form: other versions do not open. */
export function createButtonSeal(keyring: Keyring): ButtonSeal {
  const tagKey = keyring.subkey('report-button/tag/1');
  const cipherKey = keyring.subkey('report-button/cipher/1');

  const tagOf = (kind: SealedKind, chat: ChatAlias, plain: Uint8Array): Buffer =>
    createHmac('sha256', tagKey).update(`${kind}:${chat}:`).update(plain).digest().subarray(0, tagLength);
  const ivOf = (tag: Buffer): Buffer => Buffer.concat([tag, Buffer.alloc(16 - tagLength)]);

  return {
    newNonce: () => randomBytes(nonceLength),
    seal(kind, chat, plain) {
      const tag = tagOf(kind, chat, plain);
      const cipher = createCipheriv('aes-256-ctr', cipherKey, ivOf(tag));
      return Buffer.concat([tag, cipher.update(plain), cipher.final()]).toString('base64url');
    },
    open(kind, chat, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const tag = bytes.subarray(0, tagLength);
      if (tag.length < tagLength) return null;
      const cipher = createDecipheriv('aes-256-ctr', cipherKey, ivOf(tag));
      const plain = Buffer.concat([cipher.update(bytes.subarray(tagLength)), cipher.final()]);
      return timingSafeEqual(tagOf(kind, chat, plain), tag) ? plain : null;
    },
  };
}
