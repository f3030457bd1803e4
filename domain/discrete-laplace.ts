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

/**
 * The smallest k such that the sum of so many independent draws lies beyond ±k with at most this
 * probability. For print; no draw depends on it.
 */
export function laplaceSumHalfWidth(epsilon: Ratio, draws: number, beyond: number): number {
  if (draws === 1) return laplaceHalfWidth(epsilon, beyond);
  const p = Math.exp(-epsilon.numerator / epsilon.denominator);
  // So far out that what lies beyond is far less than `beyond`.
  const reach = Math.ceil((25 * Math.sqrt(draws)) / -Math.log(p));
  let sum = Float64Array.of(1);
  // By squaring: the sum of 2n draws is the sum of n draws, twice.
  let power = Float64Array.from({ length: 2 * reach + 1 }, (_, at) => ((1 - p) / (1 + p)) * p ** Math.abs(at - reach));
  for (let left = draws; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = convolve(sum, power, reach);
    if (left > 1) power = convolve(power, power, reach);
  }
  const middle = (sum.length - 1) / 2;
  let inside = sum[middle] as number;
  let k = 0;
  while (1 - inside > beyond) {
    k += 1;
    inside += 2 * (sum[middle + k] as number);
  }
  return k;
}

/** The distribution of a sum of two, both symmetric around their middle; cut off beyond ±reach. */
function convolve(one: Float64Array, other: Float64Array, reach: number): Float64Array<ArrayBuffer> {
  const whole = new Float64Array(one.length + other.length - 1);
  for (const [i, p] of one.entries()) {
    for (const [j, q] of other.entries()) whole[i + j] = (whole[i + j] as number) + p * q;
  }
  const middle = (whole.length - 1) / 2;
  return whole.length <= 2 * reach + 1 ? whole : whole.slice(middle - reach, middle + reach + 1);
}

/** True with probability e^-(a/b), for 0 ≤ a ≤ b. Algorithm 1 of the same paper. */
function drawExpMinus(a: number, b: number, uniformBelow: UniformBelow): boolean {
  let k = 1;
  while (uniformBelow(b * k) < a) k += 1;
  return k % 2 === 1;
}

const isPositive = (value: number) => Number.isSafeInteger(value) && value > 0;
