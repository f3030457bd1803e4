import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { JsonFault, parseWithLines } from '../../../db/json-lines.ts';
import { pathInWords } from './json-strings.ts';
import { readCsv } from './read-csv.ts';
import { type NamedReview, ReviewFault, reviewSchema } from './review.ts';

/**
 * Reads a saved review: JSON of the page or CSV of a spreadsheet.
 * @throws ReviewFault that names the file and every line that is wrong
 */
export function readReview(path: string): NamedReview {
  const name = basename(path);
  const text = readText(path, name);
  const { review, lineOf } = /^\uFEFF?\s*\{/.test(text) ? readJson(text, name) : readCsv(text, name);
  const parsed = reviewSchema.safeParse(review);
  if (parsed.success) return { ...parsed.data, name };
  const faults = parsed.error.issues.map(({ path: at, message }) => {
    const where = pathInWords(at as (string | number)[]);
    return `${name}:${lineOf(at)}: ${where ? `${where}: ` : ''}${message}`;
  });
  throw new ReviewFault(faults.join('\n'));
}

function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ReviewFault(`${name}: cannot be opened (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ReviewFault(`${name}:${brokenLine(bytes)}: is not UTF-8. In the spreadsheet choose "CSV UTF-8".`);
  }
}

/** The first line that is not UTF-8. */
function brokenLine(bytes: Buffer): number {
  const decoded = bytes.toString('utf8');
  return decoded.slice(0, Math.max(0, decoded.indexOf('\uFFFD'))).split('\n').length;
}

function readJson(text: string, name: string) {
  try {
    const { value, lineOf } = parseWithLines(text.replace(/^\uFEFF/, ''));
    return { review: value, lineOf };
  } catch (error) {
    if (error instanceof JsonFault) throw new ReviewFault(`${name}:${error.line}: ${error.message}`);
    throw error;
  }
}

/**
 * Reads several saved reviews.
 * @throws ReviewFault that names the faults of all of them
 */
export function readReviews(paths: readonly string[]): readonly NamedReview[] {
  const reviews: NamedReview[] = [];
  const faults: string[] = [];
  for (const path of paths) {
    try {
      reviews.push(readReview(path));
    } catch (error) {
      if (!(error instanceof ReviewFault)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new ReviewFault(faults.join('\n'));
  return reviews;
}
