import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../db/keyring.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { BookingSeal } from '../handlers/booking-parts.ts';
import type { ButtonSeal, SealedKind } from '../handlers/report-parts.ts';

/**
 * A button has 64 bytes, too few for AES-GCM's iv and tag beside 31 bytes of content. So the first
 * 8 bytes of an HMAC over kind, chat and content are both the tag and the iv of AES-256-CTR (as in
 * SIV): the same content gives the same text, another one shares nothing with it. 8 bytes are enough
 * where each guess costs a press.
 */
const tagLength = 8;
const nonceLength = 16;

/** Seals what the buttons of reports carry. The purposes name the version of the form: other versions do not open. */
export function createButtonSeal(keyring: Keyring): ButtonSeal {
  const { seal, open } = createSivSeal(keyring, 'report-button', 1);
  return { newNonce: () => randomBytes(nonceLength), seal, open };
}

/** The same for bookings, under keys of their own: nothing of a booking opens as part of a report. */
export function createBookingSeal(keyring: Keyring): BookingSeal {
  const { seal, open } = createSivSeal(keyring, 'booking-button', 1);
  return { seal: (chat, plain) => seal('ticket', chat, plain), open: (chat, sealed) => open('ticket', chat, sealed) };
}

function createSivSeal(keyring: Keyring, purpose: string, version: number) {
  const tagKey = keyring.subkey(`${purpose}/tag/${version}`);
  const cipherKey = keyring.subkey(`${purpose}/cipher/${version}`);

  const tagOf = (kind: SealedKind, chat: ChatAlias, plain: Uint8Array): Buffer =>
    createHmac('sha256', tagKey).update(`${kind}:${chat}:`).update(plain).digest().subarray(0, tagLength);
  const ivOf = (tag: Buffer): Buffer => Buffer.concat([tag, Buffer.alloc(16 - tagLength)]);

  return {
    seal(kind: SealedKind, chat: ChatAlias, plain: Uint8Array): string {
      const tag = tagOf(kind, chat, plain);
      const cipher = createCipheriv('aes-256-ctr', cipherKey, ivOf(tag));
      return Buffer.concat([tag, cipher.update(plain), cipher.final()]).toString('base64url');
    },
    open(kind: SealedKind, chat: ChatAlias, sealed: string): Uint8Array | null {
      const bytes = Buffer.from(sealed, 'base64url');
      const tag = bytes.subarray(0, tagLength);
      if (tag.length < tagLength) return null;
      const cipher = createDecipheriv('aes-256-ctr', cipherKey, ivOf(tag));
      const plain = Buffer.concat([cipher.update(bytes.subarray(tagLength)), cipher.final()]);
      return timingSafeEqual(tagOf(kind, chat, plain), tag) ? plain : null;
    },
  };
}
