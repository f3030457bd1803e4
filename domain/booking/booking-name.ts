import type { Language } from '../language.ts';
import { nameWords } from './name-words.ts';

/**
 * Two neutral words by which a counsellor knows a booking, drawn for it alone: "maple-harbour". The person
 * says them in the language in which they were drawn, so both sides hear the same words.
 * @param bytes at least 8, uniform, and of this booking only
 */
export function bookingNameFrom(bytes: Uint8Array, language: Language): string {
  const words = nameWords[language];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(0) % words.length;
  // Never the same word twice.
  const second = (first + 1 + (view.getUint32(4) % (words.length - 1))) % words.length;
  return `${words[first]}-${words[second]}`;
}
