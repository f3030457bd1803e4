import { describe, expect, it } from 'vitest';
import { LetterTree } from '../../../domain/crisis-words/letter-tree.ts';
import { NearStems } from '../../../domain/crisis-words/near-stems.ts';
import type { Stem } from '../../../domain/crisis-words/pattern.ts';
import { type Random, randomFrom } from '../../support/seeded-random.ts';

/** Counts how often it is asked for ways on: that is the work, and no clock is needed to measure it. */
class CountingTree extends LetterTree {
  steps = 0;

  override next(node: number, letter: number): number {
    this.steps++;
    return super.next(node, letter);
  }

  override waysOn(node: number): number {
    this.steps++;
    return super.waysOn(node);
  }
}

const words = 200;
const wordOf = (random: Random, length: number) =>
  Array.from({ length }, () => String.fromCharCode(97 + random(26))).join('');

function stepsWith(count: number, limit: 1 | 2): number {
  const random = randomFrom(17);
  const stems = Array.from({ length: count }, (): Stem => {
    const key = wordOf(random, 10);
    return { reading: 'sound', key, isPrefix: false, typos: 2, isExact: false, isTrusted: false };
  });
  const tree = new CountingTree(stems, [...stems.keys()], null);
  const near = new NearStems(tree, limit);
  const misspelt = randomFrom(23);
  tree.steps = 0;
  for (let i = 0; i < words; i++) near.find(wordOf(misspelt, 9), () => {});
  return tree.steps;
}

describe('the work for a misspelt word', () => {
  it.each([1, 2] as const)('hardly grows with the lexicon, with up to %i mistakes', (limit) => {
    expect(stepsWith(20_000, limit) / stepsWith(2_000, limit)).toBeLessThan(4);
  });

  it.each([
    [1, 40],
    [2, 170],
  ] as const)('tries no letter after the other near the root, with up to %i mistakes', (limit, steps) => {
    expect(stepsWith(20_000, limit) / words).toBeLessThan(steps);
  });

  it('is bounded for a word of any length', () => {
    const tree = new CountingTree([], [], null);
    const near = new NearStems(tree, 2);
    near.find('a'.repeat(4_096), () => {});
    expect(tree.steps).toBeLessThan(100);
  });
});
