/** A uniform whole number from 0 to `limit` - 1. Pure code has no randomness of its own; the caller passes it in. */
export type UniformBelow = (limit: number) => number;

/** A positive rational number; floats would make the noise inexact, and what is inexact can be told apart. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * One draw of the discrete Laplace distribution: P(x) = (1 - p) / (1 + p) · p^|x| with p = e^-ε.
 * Algorithm 2 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020):
 * whole numbers only, so the distribution is exact, provided that `uniformBelow` is uniform.
 */
export function drawDiscreteLaplace(epsilon: Ratio, uniformBelow: UniformBelow): number {
  const { numerator: s, denominator: t } = epsilon;
  if (!isPositive(s) || !isPositive(t)) throw new RangeError('ε must be a ratio of positive whole numbers');
  for (;;) {
    const rest = uniformBelow(t);
    if (!drawExpMinus(rest, t, uniformBelow)) continue;
    let whole = 0;
    while (drawExpMinus(1, 1, uniformBelow)) whole += 1;
    const size = Math.floor((rest + t * whole) / s);
    const isNegative = uniformBelow(2) === 0;
    // Otherwise 0 would have two ways to come about.
    if (isNegative && size === 0) continue;
    return isNegative ? -size : size;
  }
}

/** The smallest k such that a draw lies beyond ±k with at most this probability. For print; no draw depends on it. */
export function laplaceHalfWidth(epsilon: Ratio, beyond: number): number {
  const p = Math.exp(-epsilon.numerator / epsilon.denominator);
  let k = 0;
  while ((2 * p ** (k + 1)) / (1 + p) > beyond) k += 1;
  return k;
}

/** True with probability e^-(a/b), for 0 ≤ a ≤ b. Algorithm 1 of the same paper. */
function drawExpMinus(a: number, b: number, uniformBelow: UniformBelow): boolean {
  let k = 1;
  while (uniformBelow(b * k) < a) k += 1;
  return k % 2 === 1;
}

const isPositive = (value: number) => Number.isSafeInteger(value) && value > 0;
