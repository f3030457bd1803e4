import { LetterTree } from './letter-tree.ts';
import type { Reading, Stem } from './pattern.ts';
import { isMisspelt, letterMask, missingLetters } from './typos.ts';
import type { Word } from './words.ts';

const shortestMisspelt = 5;

interface LongStem {
  readonly id: number;
  readonly key: string;
  readonly mask: number;
  readonly typos: number;
  readonly isPrefix: boolean;
}

/** Finds which stems a word matches. Stems are numbered in the order in which they are added. */
export class StemIndex {
  readonly stems: Stem[] = [];
  readonly #ids = new Map<string, number>();
  readonly #exact = { spelling: new Map<string, number[]>(), sound: new Map<string, number[]>() };
  readonly #beginnings = { spelling: new LetterTree(), sound: new LetterTree() };
  /** By first letter, because a typo in the first letter is trusted in the longest words only: those are under ''. */
  readonly #long = { spelling: new Map<string, LongStem[]>(), sound: new Map<string, LongStem[]>() };
  readonly #everyday = new Set<string>();

  /** The number of this stem, the same for the same stem. */
  add(stem: Stem): number {
    const name = `${stem.reading} ${stem.key} ${stem.isPrefix} ${stem.typos}`;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.stems.push(stem) - 1;
    this.#ids.set(name, id);
    const { key, reading, isPrefix, typos } = stem;
    if (isPrefix) this.#beginnings[reading].add(stem, id);
    else push(this.#exact[reading], key, id);
    if (typos > 0) {
      const long = { id, key, mask: letterMask(key), typos, isPrefix };
      push(this.#long[reading], typos > 1 ? '' : (key[0] ?? ''), long);
    }
    return id;
  }

  /** This word is never taken for a misspelt stem. */
  addEveryday(word: Word): void {
    if (word.spelling !== null) this.#everyday.add(`spelling ${word.spelling}`);
    for (const sound of word.sounds) this.#everyday.add(`sound ${sound}`);
  }

  /** The numbers of all stems that the word matches in one of its readings. */
  matches(word: Word): readonly number[] {
    const found = new Set<number>();
    if (word.spelling !== null) this.#look(word.spelling, 'spelling', found);
    for (const sound of word.sounds) this.#look(sound, 'sound', found);
    return [...found];
  }

  #look(key: string, reading: Reading, found: Set<number>): void {
    const exact = this.#exact[reading].get(key);
    for (const id of exact ?? []) found.add(id);
    this.#beginnings[reading].at(key, 0, (id) => void found.add(id));
    // A word that is listed itself is no misspelling of another one: «умирать» is not «умирает».
    if (exact !== undefined || key.length < shortestMisspelt || this.#everyday.has(`${reading} ${key}`)) return;
    const mask = letterMask(key);
    for (const first of [key[0] ?? '', '']) {
      for (const stem of this.#long[reading].get(first) ?? []) {
        if (key.length < Math.max(stem.key.length - stem.typos, shortestMisspelt)) continue;
        if (!stem.isPrefix && key.length > stem.key.length + stem.typos) continue;
        if (missingLetters(stem.mask, mask) > stem.typos || found.has(stem.id)) continue;
        if (isMisspelt(stem.key, key, stem.typos, stem.isPrefix)) found.add(stem.id);
      }
    }
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
