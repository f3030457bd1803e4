import { createHash } from 'node:crypto';

/** A namespace of our own: the same thing has the same id in every export. */
const namespace = Buffer.from('a1f0a7d86c0d4f0d9a6e5b1c2f3d4e5f', 'hex');

/** A UUID of version 5 (RFC 9562): HSDS wants UUIDs, the directory has names. */
export function uuidOf(name: string): string {
  const digest = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  digest[6] = ((digest[6] as number) & 0x0f) | 0x50;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
