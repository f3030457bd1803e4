/** What came of something that may be refused: plain data, so that it survives being stored and read again. */
export type Outcome<T, E extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const succeeded = <T>(value: T) => ({ ok: true, value }) as const;
export const refused = <E extends string>(error: E) => ({ ok: false, error }) as const;
