import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { concernOf } from '../../../domain/crisis-words/level.ts';
import { constructions, nearConstructions } from './corpus.ts';

/** What a list may miss, or raise without need, before the test asks for a look at it. */
const most = 0.005;

const share = (some: readonly unknown[], all: readonly unknown[]) => some.length / all.length;

describe('constructions', () => {
  const read = constructions.map((sample) => ({ ...sample, found: crisisLevelOf(sample.text) }));

  it('are enough to mean something', () => {
    expect(constructions.length).toBeGreaterThanOrEqual(4_000);
    expect(nearConstructions.length).toBeGreaterThanOrEqual(2_500);
  });

  it('are found in nearly all their fillings', () => {
    const missed = read.filter(({ found }) => found === null);
    expect(share(missed, read), missed.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(most);
  });

  it('lead to the question about dying, not to the screen about others who are dangerous', () => {
    const misled = read.filter(({ found, level }) => found !== null && concernOf(found) !== concernOf(level));
    expect(misled).toEqual([]);
  });

  it('of every day raise nothing', () => {
    const raised = nearConstructions.filter((text) => crisisLevelOf(text) !== null);
    expect(share(raised, nearConstructions), raised.join('\n')).toBeLessThanOrEqual(most);
  });
});
