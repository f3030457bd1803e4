/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Three digits at most: more would be noise. */
export const inDigits = (value: number): string =>
  value >= 99.5 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 9.95 ? 3 : 2);
