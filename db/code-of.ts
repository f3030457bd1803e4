/**
 * The code of an error of either driver, in whatever it is wrapped: a SQLSTATE, or what befell the connection; empty
 * where there is none.
 */
export function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code ?? '';
}
