import * as early from './early-mistakes.ts';
import { anyLetter, beginsHere, endsHere, type LetterTree } from './letter-tree.ts';
import { areNeighbours } from './neighbour-keys.ts';
import * as packed from './packed-stem.ts';

/** Called with a stem that a word may stand for, and whether other words of a phrase have to bear that out. */
export type OnNear = (id: number, isDoubtful: boolean) => void;

/** A slip in a shorter beginning makes the beginning of too many other words: «остановка» is not «[м]ост*». */
const shortestBeginning = 5;
/** б and т, hit instead of the ь at the end of a word, which is silent and so not missed: «житб». */
const besideSoftSign = [1, 19] as const;
/** A second mistake is forgiven only after so many letters: with two before, too many stems would have to be tried. */
const earliestSecond = early.earlyLetters;
/** So many letters beside an early mistake have to be right, the most that leave room for a second one. */
const rightBeside = { 1: 4, 2: 3 } as const;
/** Up to here what follows a beginning is an ending, and does not make another word of it. */
const longestEnding = 2;

/** Whether a misspelt stem may be followed by more than an ending. */
const mayGoOn = (stem: packed.PackedStem) =>
  packed.isPrefix(stem) && (packed.typosOf(stem) > 0 || packed.lengthOf(stem) >= shortestBeginning);

const isLetter = (letter: number) => letter >= 0 && letter < 26;

/** A walk so far: what it has forgiven. */
const none = 0;
/** A letter forgotten, swapped with the next, or taken from the next key. */
const slip = 1;
/** Any other letter replaced or added. */
const other = 2;

/**
 * Finds the stems that a misspelt word stands for, walking the word down the tree of stems and forgiving as
 * much as `limit`. So its cost depends on the word, and hardly on how many stems there are.
 */
export class NearStems {
  readonly #tree: LetterTree;
  readonly #early: early.EarlyMistakes;
  readonly #limit: number;
  // The word at hand: fields instead of arguments, since the walk makes many short steps.
  #letters: number[] = [];
  #length = 0;
  #onNear: OnNear = () => {};

  constructor(tree: LetterTree, limit: 1 | 2) {
    this.#tree = tree;
    this.#early = new early.EarlyMistakes(tree, rightBeside[limit], mayGoOn);
    this.#limit = limit;
  }

  find(word: string, onNear: OnNear): void {
    this.#length = word.length;
    for (let i = 0; i < word.length; i++) this.#letters[i] = word.charCodeAt(i) - 97;
    this.#onNear = onNear;
    this.#walk(0, 0, 0, none, false, true);
    this.#forgiveEarly();
  }

  /** A letter near the beginning, forgotten or another one in its place. */
  #forgiveEarly(): void {
    this.#follow(early.emptyPattern, 0, -1);
    let before = early.emptyPattern;
    for (let place = 0; place < early.earlyLetters && isLetter(this.#letterAt(place)); place++) {
      this.#follow(before, place, place);
      before = early.patternWith(before, this.#letterAt(place));
    }
  }

  /** Goes on with a pattern of so many letters and those that follow; `replaced` is left out of it, unless -1. */
  #follow(pattern: number, length: number, replaced: number): void {
    const { reach, shortest, shortestWithMore } = this.#early;
    const skipped = replaced < 0 ? 0 : 1;
    for (;;) {
      const at = length + skipped;
      if (length >= (this.#length - at > longestEnding ? shortestWithMore : shortest)) {
        this.#resume(pattern, length, replaced);
      }
      const next = this.#letterAt(at);
      if (length === reach || !isLetter(next)) return;
      pattern = early.patternWith(pattern, next);
      length++;
    }
  }

  /** Goes on where a pattern leads to: with another letter than the one `replaced`, or one forgotten if that is -1. */
  #resume(pattern: number, length: number, replaced: number): void {
    const { starts, numbers, reach } = this.#early;
    const bucket = this.#early.bucketOf(pattern);
    const last = starts[bucket + 1] ?? 0;
    const letter = replaced < 0 ? -1 : this.#letterAt(replaced);
    const at = replaced < 0 ? length : length + 1;
    for (let i = starts[bucket] ?? 0; i < last; i += early.stride) {
      const key = numbers[i] ?? 0;
      const place = early.placeOf(key);
      if (early.patternOf(key) !== pattern || (replaced >= 0 && place !== replaced)) continue;
      if (!(length < reach ? this.#mayEnd(numbers[i + 2] ?? 0, at) : this.#leadsOn(numbers[i + 2] ?? 0, at, 0)))
        continue;
      const lead = numbers[i + 1] ?? 0;
      let worst = slip;
      if (letter >= 0) {
        const meant = early.leftOut(lead);
        if (meant === letter) continue;
        if (!areNeighbours(meant, letter)) worst = other;
        if (worst === other && !this.#mayBeOther(place === 0)) continue;
      }
      const node = early.nodeOf(lead);
      const isLastExact = place < length;
      if (length < reach) this.#end(node, at, 1, worst, place === 0, isLastExact);
      else this.#walk(node, at, 1, worst, place === 0, isLastExact);
    }
  }

  /** `at` is how far the word has been read; `isFirst` whether its first letter was forgiven. */
  #walk(node: number, at: number, errors: number, worst: number, isFirst: boolean, isLastExact: boolean): void {
    if (errors > 0 && node > 0) this.#end(node, at, errors, worst, isFirst, isLastExact);
    const tree = this.#tree;
    const letter = this.#letterAt(at);
    if (letter >= 0) {
      const next = tree.next(node, letter);
      if (next > 0) this.#walk(next, at + 1, errors, worst, isFirst, true);
    }
    if (errors === this.#limit || (errors > 0 && at < earliestSecond)) return;
    const begins = isFirst || node === 0;
    const mayBeOther = this.#mayBeOther(begins);
    const after = this.#letterAt(at + 1);
    if (letter >= 0) {
      const isWide = this.#isWide(at, letter, after);
      // One letter too many.
      if ((isWide || mayBeOther) && this.#leadsOn(tree.waysOn(node), at + 1, errors))
        this.#walk(node, at + 1, errors + 1, isWide ? Math.max(worst, slip) : other, begins, false);
      if (after >= 0 && after !== letter) {
        const swapped = tree.next(node, after);
        const next = swapped > 0 ? tree.next(swapped, letter) : 0;
        if (next > 0) this.#walk(next, at + 2, errors + 1, Math.max(worst, slip), begins, false);
      }
    }
    if (at < early.earlyLetters) return;
    for (let rest = tree.waysOn(node) & anyLetter; rest !== 0; rest &= rest - 1) {
      const meant = 31 - Math.clz32(rest & -rest);
      const next = tree.next(node, meant);
      // One letter forgotten, or another one in its place.
      const ways = tree.waysOn(next);
      if (this.#leadsOn(ways, at, errors)) this.#walk(next, at, errors + 1, Math.max(worst, slip), begins, false);
      if (letter < 0 || meant === letter || !this.#leadsOn(ways, at + 1, errors)) continue;
      const isNear = areNeighbours(meant, letter);
      if (isNear || mayBeOther)
        this.#walk(next, at + 1, errors + 1, isNear ? Math.max(worst, slip) : other, begins, false);
    }
  }

  /** The letter of the word, or -1 behind its end. */
  #letterAt(at: number): number {
    return at < this.#length ? (this.#letters[at] ?? -1) : -1;
  }

  /** In the first letter only a slip is forgiven, but for the longest stems. */
  #mayBeOther(isFirst: boolean): boolean {
    return this.#limit > 1 || !isFirst;
  }

  /** A glance before a step that forgives one more: whether anything can come of it. */
  #leadsOn(ways: number, at: number, errors: number): boolean {
    if (errors + 1 < this.#limit && at >= earliestSecond) return true;
    const letter = this.#letterAt(at);
    return (ways & (letter < 0 ? endsHere : beginsHere | (1 << letter))) !== 0;
  }

  /** Whether a word read so far may end at a node with these ways on: as it is, or with its rest behind a beginning. */
  #mayEnd(ways: number, at: number): boolean {
    return (ways & (at < this.#length ? beginsHere : endsHere)) !== 0;
  }

  /** Whether a letter too many is a slip: a key hit along with its neighbour, or a letter that comes twice ("pilsl"). */
  #isWide(at: number, letter: number, after: number): boolean {
    if (at > 0 && areNeighbours(letter, this.#letters[at - 1] ?? 0)) return true;
    if (after >= 0 && areNeighbours(letter, after)) return true;
    if (at > 1 && letter === this.#letters[at - 2]) return true;
    if (at + 2 < this.#length && letter === this.#letters[at + 2]) return true;
    return after < 0 && (letter === besideSoftSign[0] || letter === besideSoftSign[1]);
  }

  /**
   * A beginning has to end with the stem's own last letter: «придут» is not «придуш*». A typo in the first
   * letter is trusted without more only in the longest words.
   */
  #end(node: number, at: number, errors: number, worst: number, isFirst: boolean, isLastExact: boolean): void {
    const tree = this.#tree;
    if (!this.#mayEnd(tree.waysOn(node), at)) return;
    const rest = this.#length - at;
    for (let stem = tree.stemOf(node), other = tree.othersOf(node); stem >= 0; stem = tree.otherAt(other++)) {
      const isPrefix = packed.isPrefix(stem);
      if ((!isPrefix && rest > 0) || packed.isFixed(stem)) continue;
      const isWhole = !isPrefix || isLastExact;
      const typos = packed.typosOf(stem);
      if (isWhole && errors <= typos && (!isFirst || typos > 1)) this.#onNear(packed.idOf(stem), false);
      else if (errors === 1 && worst === slip && (isWhole || rest <= longestEnding)) {
        const length = packed.lengthOf(stem);
        const ending = isFirst ? (length + 1 < shortestBeginning ? -1 : 1) : longestEnding;
        if (!isPrefix || length >= shortestBeginning || rest <= ending)
          this.#onNear(packed.idOf(stem), !packed.isTrusted(stem));
      }
    }
  }
}
