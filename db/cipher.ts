import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;
const ivLength = 12;
const tagLength = 16;
const lengthPrefix = 4;

/** Bytes that sealing adds to the padded content. */
export const sealOverhead = 1 + ivLength + tagLength;

/**
 * Encrypts and pads with AES-256-GCM: version (1) · iv (12) · ciphertext · tag (16).
 * @param plain what to keep secret
 * @param key 32 bytes
 * @param place bytes that say where the box belongs; it opens nowhere else
 * @param paddedTo content bytes; a longer content is padded to the next multiple of it
 * @returns a box whose length tells only in which multiple of `paddedTo` the content fits
 */
export function seal(plain: Uint8Array, key: Buffer, place: Buffer, paddedTo: number): Buffer {
  const size = Math.ceil((plain.length + lengthPrefix) / paddedTo) * paddedTo;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(plain.length);
  padded.set(plain, lengthPrefix);
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(place);
  const content = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([Buffer.of(version), iv, content, cipher.getAuthTag()]);
}

/**
 * Opens what `seal` made with the same key and place.
 * @returns the content, or null when it was made by another key, version or place, or was changed
 */
export function open(box: Uint8Array, key: Buffer, place: Buffer): Buffer | null {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  if (bytes.length < sealOverhead + lengthPrefix || bytes[0] !== version) return null;
  const iv = bytes.subarray(1, 1 + ivLength);
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(place).setAuthTag(bytes.subarray(-tagLength));
  try {
    const content = bytes.subarray(1 + ivLength, -tagLength);
    const padded = Buffer.concat([decipher.update(content), decipher.final()]);
    return padded.subarray(lengthPrefix, lengthPrefix + padded.readUInt32BE());
  } catch {
    return null;
  }
}

/** Seals a content that was opened anew, for another key or place, in a box as long as the one that it came from. */
export function reseal(from: Uint8Array, content: Buffer, key: Buffer, place: Buffer): Buffer {
  return seal(content, key, place, from.length - sealOverhead);
}

/** Opens a box with the first of several keys that fits. */
export function openWithAny(box: Uint8Array, keys: readonly Buffer[], place: Buffer): Buffer | null {
  for (const key of keys) {
    const content = open(box, key, place);
    if (content) return content;
  }
  return null;
}
