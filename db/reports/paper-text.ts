import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { HolderSignature } from './holder-signature.ts';
import type { KeyPapers } from './key-papers.ts';

/** How public keys and signatures look where people copy them: one word each, without spaces. */

/** `age1…+…`: the key that opens, and the key that signs. */
export const formatPublicKey = ({ recipient, signingKey }: Omit<KeyPapers, 'organisation'>): string =>
  `${recipient}+${signingKey.toString('base64url')}`;

/** The papers in such a word, or null when it is none. */
export function parsePublicKey(text: string, organisation: OrganisationId): KeyPapers | null {
  const [, recipient, signing] = /^(age1[02-9ac-hj-np-z]{58})\+([\w-]{43})$/.exec(text.trim()) ?? [];
  return recipient && signing ? { organisation, recipient, signingKey: Buffer.from(signing, 'base64url') } : null;
}

/** `<fingerprint>.<signature>` */
export const formatSignature = ({ fingerprint, signature }: HolderSignature): string =>
  `${fingerprint.replaceAll(' ', '')}.${signature.toString('base64url')}`;

export function parseSignature(text: string): HolderSignature | null {
  const [, digits, signature] = /^([0-9a-f]{32})\.([\w-]{86})$/.exec(text.trim()) ?? [];
  const fingerprint = digits && parseFingerprint(digits);
  return fingerprint && signature ? { fingerprint, signature: Buffer.from(signature, 'base64url') } : null;
}

/** The fingerprint in groups of four, however somebody has typed it; null when it is none. */
export function parseFingerprint(text: string): string | null {
  const digits = text.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits.replace(/.{4}(?=.)/g, '$& ') : null;
}
