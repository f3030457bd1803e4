import { Encrypter } from 'age-encryption';
import type { OrganisationAnswer } from '../../domain/organisation-answer.ts';
import { paddedAnswerLength } from './lengths.ts';
import { type AgeKey, openWith } from './sealed-report.ts';

const head = 2;

/**
 * Seals an answer, on the organisation's machine, to the reply key of a report.
 * @returns `answerLength` bytes
 */
export async function sealAnswer(answer: OrganisationAnswer, replyPublicKey: string): Promise<Buffer> {
  const text = Buffer.from(answer);
  const content = Buffer.alloc(paddedAnswerLength);
  content.writeUInt16BE(text.length);
  content.set(text, head);
  const encrypter = new Encrypter();
  encrypter.addRecipient(replyPublicKey);
  return Buffer.from(await encrypter.encrypt(content));
}

/** The answer, or null when it was sealed to another key or was changed. */
export async function openAnswer(sealed: Uint8Array, replyKey: AgeKey): Promise<string | null> {
  const content = await openWith(sealed, replyKey);
  if (content?.length !== paddedAnswerLength) return null;
  const bytes = Buffer.from(content);
  return bytes.subarray(head, head + bytes.readUInt16BE()).toString();
}
