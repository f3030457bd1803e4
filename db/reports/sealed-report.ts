import { randomInt, type webcrypto } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import {
  decodeReport,
  encodedReportLength,
  encodeReport,
  type IncidentReport,
} from '../../domain/incident-report/incident-report.ts';
import { paddedReportLength, recipientsPerReport } from './lengths.ts';

/** What the sealed part of a row turns out to be. A filling row keeps company to too few reports. */
export type Opened = { readonly kind: 'report'; readonly report: IncidentReport } | { readonly kind: 'filling' };

/** A private key of age, as Web Crypto holds it. */
export type AgeKey = webcrypto.CryptoKey;

const kinds = { filling: 0, report: 1 } as const;

/**
 * Seals a report to these keys, or a filling row when it is null. Free places are filled with keys
 * that are thrown away, and the places are shuffled: neither the length nor a place tells who can read.
 * @param recipients public keys (`age1…`), at most five
 * @returns `reportLength` bytes
 */
export async function sealReport(report: IncidentReport | null, recipients: readonly string[]): Promise<Buffer> {
  const content = Buffer.alloc(paddedReportLength);
  content[0] = report ? kinds.report : kinds.filling;
  if (report) content.set(encodeReport(report), 1);
  const free = Array.from({ length: recipientsPerReport - recipients.length }, thrownAwayKey);
  const encrypter = new Encrypter();
  for (const recipient of shuffled([...recipients, ...(await Promise.all(free))])) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(content));
}

/**
 * Opens a row offline.
 * @param identity the organisation's private key (`AGE-SECRET-KEY-1…`)
 * @returns null when it was sealed to other keys, was changed, or comes from another version
 */
export async function openReport(sealed: Uint8Array, identity: string | AgeKey): Promise<Opened | null> {
  const content = await openWith(sealed, identity);
  if (content?.length !== paddedReportLength) return null;
  if (content[0] === kinds.filling) return { kind: 'filling' };
  const report = content[0] === kinds.report ? decodeReport(content.subarray(1, 1 + encodedReportLength)) : null;
  return report && { kind: 'report', report };
}

/** The content of an age file, or null whatever is wrong with it. */
export async function openWith(sealed: Uint8Array, identity: string | AgeKey): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    return null;
  }
}

/** A public key whose private half nobody has. */
export const thrownAwayKey = async () => identityToRecipient(await generateX25519Identity());

/** In random order. */
export function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
