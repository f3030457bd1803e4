/**
 * What a decision or a store answers: a value, or an error code that a renderer turns into words.
 * Plain JSON on purpose: classes and Dates do not survive a conversation's replay.
 */
export type Outcome<T, E extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A success that carries `value`. */
export const succeed = <T>(value: T): { readonly ok: true; readonly value: T } => ({
  ok: true,
  value,
});

/** A failure that carries its code. */
export const fail = <E extends string>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});
