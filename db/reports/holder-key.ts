import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';
import type { HolderSignature } from './holder-signature.ts';
import { fingerprintOf, type KeyPapers, signStatement } from './key-papers.ts';

/** What a holder keeps at home: the halves that nobody else has, and the public ones. */
export interface HolderKey extends KeyPapers {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
}

/** A new key, made here and now. */
export async function makeHolderKey(organisation: OrganisationId): Promise<HolderKey> {
  const identity = await generateX25519Identity();
  return holderKey(organisation, identity, generateKeyPairSync('ed25519').privateKey);
}

/** Signs for the organisation. */
export const signAs = (holder: HolderKey, statement: string): HolderSignature => ({
  fingerprint: fingerprintOf(holder),
  signature: signStatement(statement, holder.privateKey),
});

/**
 * The key as a file. Its form is that of age's own files of identities, with two comments more, so that
 * `age --decrypt --identity <file>` opens whatever Zont has sealed, also when there is no Zont any more.
 * @param passphrase null leaves it open to whoever has the file: for the example of the preview alone
 * @param workFactor base-2 logarithm of the work of scrypt; less than the usual 18 is for tests
 */
export async function sealHolderKey(key: HolderKey, passphrase: string | null, workFactor = 18): Promise<Buffer> {
  const seed = key.privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const text = [`# organisation: ${key.organisation}`, `# signing key: ${seed.toString('hex')}`, key.identity, ''];
  if (passphrase === null) return Buffer.from(text.join('\n'));
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return Buffer.from(await encrypter.encrypt(text.join('\n')));
}

const signingSeed = /^# signing key: ([0-9a-f]{64})$/m;

/** The public signing key of a file that is open to all, at once; null when there is none in it. */
export function signingKeyIn(file: Buffer): Buffer | null {
  const [, seed] = signingSeed.exec(file.toString()) ?? [];
  return seed === undefined ? null : publicHalfOf(privateKeyOf(seed));
}

/** True when nobody needs a passphrase to read the file. */
export const isOpenToAll = (file: Buffer): boolean => file.subarray(0, 2).toString() === '# ';

/** The key in a file, or null: a wrong passphrase, another kind of file, or a damaged one. */
export async function openHolderKey(file: Buffer, passphrase: string | null): Promise<HolderKey | null> {
  try {
    const text = passphrase === null ? file.toString() : await decrypt(file, passphrase);
    const [, organisationText = ''] = /^# organisation: (.+)$/m.exec(text) ?? [];
    const [, seed = ''] = signingSeed.exec(text) ?? [];
    const [identity = ''] = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(text) ?? [];
    const organisation = parseOrganisationId(organisationText);
    return organisation && (await holderKey(organisation, identity, privateKeyOf(seed)));
  } catch {
    return null;
  }
}

async function holderKey(organisation: OrganisationId, identity: string, privateKey: KeyObject): Promise<HolderKey> {
  const recipient = await identityToRecipient(identity);
  return { organisation, identity, recipient, signingKey: publicHalfOf(privateKey), privateKey };
}

const publicHalfOf = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);

/** PKCS #8 around the 32 bytes of an Ed25519 key. */
const privateKeyOf = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  });

async function decrypt(file: Buffer, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(file, 'text');
}
