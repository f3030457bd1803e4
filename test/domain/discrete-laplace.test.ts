import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDiscreteLaplace, laplaceHalfWidth, type Ratio, type UniformBelow } from '../../domain/discrete-laplace.ts';
import { randomFrom } from '../support/seeded-random.ts';

const draws = 200_000;
const ratio = (numerator: number, denominator: number): Ratio => ({ numerator, denominator });
const inNumbers = ({ numerator, denominator }: Ratio) => numerator / denominator;

function probability(epsilon: number, x: number): number {
  const p = Math.exp(-epsilon);
  return ((1 - p) / (1 + p)) * p ** Math.abs(x);
}

/** Of 1 for a value and the two tails, so that each is expected at least 50 times. */
function binsFor(epsilon: number): { edge: number; expected: Map<number, number> } {
  let edge = 1;
  const tail = (from: number) => Math.exp(-epsilon * from) / (1 + Math.exp(-epsilon));
  while (tail(edge + 1) * draws > 50 && edge < 40) edge += 1;
  const inner = Array.from({ length: 2 * edge - 1 }, (_, index) => index - edge + 1);
  const expected = new Map(inner.map((x) => [x, probability(epsilon, x) * draws]));
  return { edge, expected: expected.set(edge, tail(edge) * draws).set(-edge, tail(edge) * draws) };
}

/** Chi-square by degrees of freedom: about N(0, 1) when the draws follow the formula, far above otherwise. */
function misfit(epsilon: number, draw: () => number): number {
  const { edge, expected } = binsFor(epsilon);
  const seen = new Map<number, number>();
  for (let index = 0; index < draws; index++) {
    const bin = Math.max(-edge, Math.min(edge, draw()));
    seen.set(bin, (seen.get(bin) ?? 0) + 1);
  }
  const square = [...expected].reduce((sum, [bin, wanted]) => sum + ((seen.get(bin) ?? 0) - wanted) ** 2 / wanted, 0);
  const freedom = expected.size - 1;
  // Wilson and Hilferty's approximation.
  return (Math.cbrt(square / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

const epsilons = [ratio(1, 1), ratio(1, 2), ratio(1, 4), ratio(2, 1), ratio(3, 7)];

describe('the discrete Laplace sampler', () => {
  it.each(epsilons)('follows the exact formula for ε = $numerator/$denominator', (epsilon) => {
    const random = randomFrom(20_261_122);
    expect(misfit(inNumbers(epsilon), () => drawDiscreteLaplace(epsilon, random))).toBeLessThan(3.1);
  });

  it('would be caught by this check with another ε, a bent middle, or no noise', () => {
    const random = randomFrom(7);
    const one = ratio(1, 1);
    expect(misfit(1, () => drawDiscreteLaplace(ratio(20, 21), random))).toBeGreaterThan(5);
    expect(misfit(1, () => drawDiscreteLaplace(one, random) + (random(50) === 0 ? 1 : 0))).toBeGreaterThan(5);
    expect(misfit(1, () => drawDiscreteLaplace(one, random) || (random(20) === 0 ? 1 : 0))).toBeGreaterThan(5);
    expect(misfit(1, () => 0)).toBeGreaterThan(50);
  });

  it('gives whole numbers for every ratio, and asks for whole limits only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.integer(), (s, t, seed) => {
        const random = randomFrom(seed);
        const checked: UniformBelow = (limit) => {
          expect(Number.isSafeInteger(limit) && limit > 0).toBe(true);
          return random(limit);
        };
        expect(Number.isSafeInteger(drawDiscreteLaplace(ratio(s, t), checked))).toBe(true);
      }),
    );
  });

  it('draws the same for the same randomness, and for a ratio that is not reduced follows the same law', () => {
    const [first, second] = [randomFrom(3), randomFrom(3)];
    for (let index = 0; index < 100; index++) {
      expect(drawDiscreteLaplace(ratio(1, 2), first)).toBe(drawDiscreteLaplace(ratio(1, 2), second));
    }
    const random = randomFrom(11);
    expect(misfit(0.5, () => drawDiscreteLaplace(ratio(5, 10), random))).toBeLessThan(3.1);
  });

  it('refuses what is not a ratio of positive whole numbers', () => {
    for (const wrong of [ratio(0, 1), ratio(1, 0), ratio(-1, 2), ratio(0.5, 1), ratio(1, Number.NaN)]) {
      expect(() => drawDiscreteLaplace(wrong, randomFrom(1))).toThrow(RangeError);
    }
  });
});

describe('the half width of the band', () => {
  it('is the smallest that leaves at most the wanted share outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (s, t) => {
        const epsilon = s / t;
        const outside = (k: number) => {
          const sum = Array.from({ length: 2 * k + 1 }, (_, index) => probability(epsilon, index - k));
          return 1 - sum.reduce((total, one) => total + one, 0);
        };
        const k = laplaceHalfWidth(ratio(s, t), 0.05);
        expect(outside(k)).toBeLessThanOrEqual(0.05 + 1e-9);
        if (k > 0) expect(outside(k - 1)).toBeGreaterThan(0.05 - 1e-9);
      }),
    );
    expect(laplaceHalfWidth(ratio(1, 1), 0.05)).toBe(3);
  });
});
