import { encodedReportLength } from '../../domain/incident-report/incident-report.ts';
import { sealOverhead } from '../cipher.ts';

/**
 * The length of everything that is stored of a report. It follows from how many keys it is sealed to
 * and how far it is padded, never from what it says. The tables' CHECKs hold the same numbers.
 */

/** A length is telling, so every report has as many keys as the organisation with the most may have. */
export const recipientsPerReport = 5;

/** Kind (1 byte), the report, room for later versions. */
export const paddedReportLength = 2 * encodedReportLength;
/** Kind (1 byte), length (2), and 600 characters of up to 4 bytes. */
export const paddedAnswerLength = 2_432;

/** First line, a stanza a key, MAC line, nonce, tag: the age v1 format. */
const ageOverhead = (recipients: number) => 22 + 98 * recipients + 48 + 16 + 16;

export const reportLength = ageOverhead(recipientsPerReport) + paddedReportLength;
export const answerLength = ageOverhead(1) + paddedAnswerLength;

/** Content bytes of boxes under our own keys. */
export const paddedHint = 192;
export const paddedLowering = 192;
/** A row stays below 2 KB, so that PostgreSQL moves no part of it to another place. */
export const paddedWaiting = 1_856;

export const hintLength = sealOverhead + paddedHint;
export const loweringLength = sealOverhead + paddedLowering;
/** Of the salt that tags in the pool have in common. */
export const poolSaltLength = 16;
export const waitingLength = sealOverhead + paddedWaiting;
