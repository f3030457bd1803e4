import { splitGlued } from './split-glued.ts';
import type { Match, StemIndex } from './stem-index.ts';
import type { Message, Word } from './words.ts';

/** A message with what its words may stand for. */
export interface Understood extends Message {
  /** The stems of each word. */
  readonly matches: readonly (readonly Match[])[];
}

type Parts = readonly (readonly [Word, readonly Match[]])[];

/** Looks all words up, each once, and parts those that are two. */
export function understand(message: Message, index: StemIndex): Understood {
  const known = new Map<Word, Parts>();
  const understood = { words: [] as Word[], clauses: [] as number[], matches: [] as (readonly Match[])[] };
  for (const [i, word] of message.words.entries()) {
    let parts = known.get(word);
    if (parts === undefined) {
      const found = index.matches(word);
      const halves = index.isWhole(word) ? null : splitGlued(word, index);
      parts = halves === null ? [[word, found]] : bothReadings(word, found, halves, index);
      known.set(word, parts);
    }
    for (const [part, matches] of parts) {
      understood.words.push(part);
      understood.clauses.push(message.clauses[i] ?? 0);
      understood.matches.push(matches);
    }
  }
  return understood;
}

/** What is split may still be one word, misspelt: the first half says both. */
function bothReadings(whole: Word, found: readonly Match[], halves: readonly [Word, Word], index: StemIndex): Parts {
  const [left, right] = halves;
  return [
    [{ ...left, length: whole.length }, [...found, ...index.matches(left)]],
    [right, index.matches(right)],
  ];
}
