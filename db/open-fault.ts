const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
]);

/** The database's own words on why it does not open, without address or password. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = (cause as { code?: string }).code;
  const message = cause instanceof Error ? cause.message : 'unknown reason';
  return code !== undefined && unreachable.has(code)
    ? `nobody answers there (${code}). Is it running, and is the address right?`
    : (message.split('\n', 1)[0] ?? message);
}
