import { isLetters, LetterTree, wordHere } from './letter-tree.ts';
import { NearStems } from './near-stems.ts';
import { idOf } from './packed-stem.ts';
import type { Reading, Stem } from './pattern.ts';
import { shortestSlip } from './typos.ts';
import type { Word } from './words.ts';

/** ь is typed, but not heard: «жть» has two letters that sound. */
const shortestSound = 2;
const shortestMisspelt = 5;
/** With two misspellings a word of ten letters has eight left. */
const shortestTwice = 8;

/** A stem that a word matches: twice its number, and 1 more when other words have to bear it out. */
export type Match = number;
export const stemOfMatch = (match: Match) => match >> 1;
export const isDoubtful = (match: Match) => (match & 1) === 1;

/** The stems of one reading, arranged for one glance each. */
interface Shelf {
  readonly all: number[];
  /** What is not written in letters: «#», a number. */
  readonly figures: Map<string, number[]>;
  /** Stems that may be misspelt twice. */
  readonly twice: number[];
  /** What finds them by their letters, once the index is complete. */
  finder?: { readonly all: LetterTree; readonly once: NearStems; readonly twice: NearStems };
  readonly everyday: Set<string>;
  readonly small: Set<string>;
  /** How many letters the longest of them has. */
  longestSmall: number;
}

/** Finds which stems a word matches. Stems are numbered in the order in which they are added. */
export class StemIndex {
  readonly stems: Stem[] = [];
  readonly #ids = new Map<string, number>();
  readonly #shelves: Readonly<Record<Reading, Shelf>> = { spelling: this.#shelf(), sound: this.#shelf() };

  #shelf(): Shelf {
    return {
      all: [],
      figures: new Map(),
      twice: [],
      everyday: new Set(),
      small: new Set(),
      longestSmall: 0,
    };
  }

  /** The number of this stem, the same for the same stem. */
  add(stem: Stem): number {
    const { key, reading, isPrefix, typos } = stem;
    const name = `${reading} ${key} ${isPrefix} ${typos} ${stem.isTrusted} ${stem.isExact}`;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.stems.push(stem) - 1;
    this.#ids.set(name, id);
    const shelf = this.#shelves[reading];
    shelf.all.push(id);
    if (!isPrefix && !isLetters.test(key)) push(shelf.figures, key, id);
    if (typos > 1 && !stem.isExact) shelf.twice.push(id);
    return id;
  }

  /**
   * To be called when all stems are added, and before the first word is looked up.
   * @param mayBeMisspelt trees with all stems that may be; one that others walk down too is more often in the
   * processor's cache
   */
  complete(mayBeMisspelt: Readonly<Record<Reading, LetterTree>>): void {
    for (const reading of ['spelling', 'sound'] as const) {
      const shelf = this.#shelves[reading];
      const treeOf = (ids: readonly number[]) => new LetterTree(this.stems, ids, null);
      shelf.finder = {
        all: treeOf(shelf.all),
        once: new NearStems(mayBeMisspelt[reading], 1),
        twice: new NearStems(treeOf(shelf.twice), 2),
      };
    }
  }

  /** This word is never taken for a misspelt stem. */
  addEveryday(word: Word): void {
    if (word.spelling !== null) this.#shelves.spelling.everyday.add(word.spelling);
    else for (const sound of word.sounds) this.#shelves.sound.everyday.add(sound);
  }

  /** This word is often written without a space before or after it. */
  addSmall(word: Word): void {
    const add = (shelf: Shelf, key: string) => {
      shelf.small.add(key);
      shelf.longestSmall = Math.max(shelf.longestSmall, key.length);
    };
    if (word.spelling !== null) add(this.#shelves.spelling, word.spelling);
    for (const sound of word.sounds) add(this.#shelves.sound, sound);
  }

  isEveryday(key: string, reading: Reading): boolean {
    return this.#shelves[reading].everyday.has(key);
  }

  isSmall(key: string, reading: Reading): boolean {
    const { small, longestSmall } = this.#shelves[reading];
    return key.length <= longestSmall && small.has(key);
  }

  /** Of the words that stand in the lexicons as they are, not only as a beginning, those at `from`: a bit for each length. */
  wordsAt(key: string, from: number, reading: Reading): number {
    return finderOf(this.#shelves[reading]).all.wordsAt(key, from);
  }

  /** Whether a word stands in the lexicons as it is, in any of its readings. */
  isWhole({ spelling, sounds }: Word): boolean {
    return (
      (spelling !== null && isListedOn(this.#shelves.spelling, spelling)) ||
      sounds.some((key) => isListedOn(this.#shelves.sound, key))
    );
  }

  /** All stems that the word matches in one of its readings. */
  matches(word: Word): readonly Match[] {
    const found: Match[] = [];
    const { spelling, sound } = this.#shelves;
    // "doctor" is English, and so no misspelling of «достала».
    const isEnglish = word.spelling !== null && spelling.everyday.has(word.spelling);
    if (word.spelling !== null) look(spelling, word.spelling, isEnglish ? 0 : word.length, found);
    for (const key of word.sounds) look(sound, key, isEnglish ? 0 : word.length, found);
    if (word.unfolded !== null && !isEnglish) {
      const shelf = word.spelling === null ? sound : spelling;
      finderOf(shelf).once.find(word.unfolded, (id, isDoubtful) => note(found, id, isDoubtful));
    }
    return found;
  }
}

/** `typed` is how many letters the word has; 0 for one that is not misspelt. */
function look(shelf: Shelf, key: string, typed: number, found: Match[]): void {
  const { all, once, twice } = finderOf(shelf);
  const isWord = all.heads(key, (stem) => note(found, idOf(stem), false));
  const figures = shelf.figures.get(key) ?? [];
  for (const id of figures) note(found, id, false);
  // A word that is listed itself is no misspelling of another one: «умирать» is not «умирает».
  if (isWord || figures.length > 0) return;
  if (typed < shortestSlip || key.length < shortestSound || shelf.everyday.has(key)) return;
  once.find(key, (id, isDoubtful) => note(found, id, isDoubtful || key.length < shortestMisspelt));
  if (key.length >= shortestTwice) twice.find(key, (id, isDoubtful) => !isDoubtful && note(found, id, false));
}

/** Whether a word stands there as it is, not only as a beginning. */
const isListedOn = (shelf: Shelf, key: string) => {
  const { all } = finderOf(shelf);
  return (all.waysOn(all.nodeOf(key)) & wordHere) !== 0 || shelf.figures.has(key);
};

function finderOf({ finder }: Shelf) {
  if (finder === undefined) throw new Error('The stems have to be complete before a word is looked up.');
  return finder;
}

function note(found: Match[], id: number, isDoubtful: boolean): void {
  if (found.includes(2 * id)) return;
  const doubtful = found.indexOf(2 * id + 1);
  if (doubtful < 0) found.push(2 * id + (isDoubtful ? 1 : 0));
  else if (!isDoubtful) found[doubtful] = 2 * id;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
