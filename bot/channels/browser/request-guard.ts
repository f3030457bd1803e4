import type { MiddlewareHandler } from 'hono';

/** Nothing from elsewhere, nothing inline, no HTML from strings: a message's text can at worst be read. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/** Puts the security headers on every answer, errors included. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
};

/**
 * Lets in only this computer's own page. The Host check stops a foreign site whose name was pointed at
 * 127.0.0.1 (DNS rebinding); the Origin check stops a foreign page that posts here.
 */
export function sameOriginOnly(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    // URL leaves out the port where the browser does (80).
    const hosts = ['localhost', '127.0.0.1'].map((name) => new URL(`http://${name}:${port()}`).host);
    const host = c.req.header('host');
    if (host === undefined || !hosts.includes(host)) return c.text('Forbidden: open http://localhost instead', 403);
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads && c.req.header('origin') !== `http://${host}`) return c.text('Forbidden: foreign origin', 403);
    await next();
    return;
  };
}
