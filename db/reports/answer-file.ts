import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { OrganisationAnswer } from '../../domain/organisation-answer.ts';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';
import type { BundledRow } from './bundle.ts';
import { type HolderKey, signAs } from './holder-key.ts';
import type { HolderSignature } from './holder-signature.ts';
import { statements } from './key-papers.ts';
import { formatSignature, parseSignature } from './paper-text.ts';
import { sealAnswer } from './sealed-answer.ts';

/** An answer on its way to the server: sealed to the person, and signed, so that no stranger slips one in. */
export interface AnswerFile {
  readonly organisation: OrganisationId;
  readonly reportId: string;
  readonly sealed: Buffer;
  readonly signature: HolderSignature;
}

const stored = z.object({
  zont: z.literal('answer'),
  version: z.literal(1),
  organisation: z.string(),
  reportId: z.uuid(),
  sealed: z.base64(),
  signature: z.string(),
});

/** Seals and signs an answer, on the organisation's machine. */
export async function writeAnswerFile(
  answer: OrganisationAnswer,
  { id, replyPublicKey }: BundledRow,
  holder: HolderKey,
): Promise<Buffer> {
  const sealed = await sealAnswer(answer, replyPublicKey);
  const signature = formatSignature(signAs(holder, answerStatement(holder.organisation, id, sealed)));
  const content = { organisation: holder.organisation, reportId: id, sealed: sealed.toString('base64'), signature };
  return Buffer.from(`${JSON.stringify({ zont: 'answer', version: 1, ...content }, null, 1)}\n`);
}

/** What stands in such a file, or null when it is none. The signature is not looked at yet. */
export function readAnswerFile(file: Buffer): AnswerFile | null {
  try {
    const { organisation: name, reportId, sealed, signature: text } = stored.parse(JSON.parse(file.toString()));
    const [organisation, signature] = [parseOrganisationId(name), parseSignature(text)];
    return organisation && signature && { organisation, reportId, sealed: Buffer.from(sealed, 'base64'), signature };
  } catch {
    return null;
  }
}

/** What a holder signs of an answer. */
export const answerStatement = (organisation: OrganisationId, reportId: string, sealed: Buffer): string =>
  statements.answer(organisation, reportId, createHash('sha256').update(sealed).digest('hex'));
