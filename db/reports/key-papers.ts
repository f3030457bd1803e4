import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { OrganisationId } from '../../domain/organisation-id.ts';

/**
 * What an organisation's holder makes on their own machine. The age key only opens; it cannot sign, and
 * a challenge that the server encrypts to it would prove nothing to anybody else later. So an Ed25519
 * key is made and kept beside it: its signatures are made offline and can be checked by everybody.
 */
export interface KeyPapers {
  readonly organisation: OrganisationId;
  /** Public age key, `age1…`. */
  readonly recipient: string;
  /** Public Ed25519 key, 32 bytes. */
  readonly signingKey: Buffer;
}

/** Of both keys and the organisation, as people compare it aloud: eight groups of four. */
export function fingerprintOf({ organisation, recipient, signingKey }: KeyPapers): string {
  const content = `zont/receiving-key/v1\n${organisation}\n${recipient}\n${signingKey.toString('hex')}`;
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32);
  return digest.replace(/.{4}(?=.)/g, '$& ');
}

/** What a holder signs. Texts of different purposes never agree, so no signature serves twice. */
export const statements = {
  /** "This further key is ours." */
  vouch: (organisation: OrganisationId, fingerprint: string) => `zont/vouch/v1\n${organisation}\n${fingerprint}`,
  /** "We take reports again", for one stop. */
  reopen: (organisation: OrganisationId, stopId: string) => `zont/reopen/v1\n${organisation}\n${stopId}`,
  /** "This answer is ours", by the digest of its sealed bytes. */
  answer: (organisation: OrganisationId, reportId: string, digest: string) =>
    `zont/answer/v1\n${organisation}\n${reportId}\n${digest}`,
};

/** Signs on the holder's machine; 64 bytes. */
export const signStatement = (statement: string, privateKey: KeyObject): Buffer =>
  sign(null, Buffer.from(statement), privateKey);

/** True when the holder of this key signed exactly this. */
export function isSignedBy(statement: string, signature: Buffer, signingKey: Buffer): boolean {
  // SubjectPublicKeyInfo around the 32 bytes of an Ed25519 key.
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signingKey]);
  try {
    return verify(null, Buffer.from(statement), createPublicKey({ key, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}
