/** The places at which two JSON values differ, as paths; the outermost where one has no counterpart. */
export function differences(a: unknown, b: unknown, place: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (Object.is(a, b)) return [];
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return [place];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], [...place, key]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
