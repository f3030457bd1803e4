import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Secret } from '../../../domain/secret.ts';
import type { UpdateSink } from '../channel.ts';
import type { Deliveries } from './deliveries.ts';

export interface WebhookRequestsOptions {
  /** The last part of the address; nobody but Telegram knows it. */
  readonly path: Secret<string>;
  /** What Telegram says with each update. */
  readonly secret: Secret<string>;
  readonly onUpdate: UpdateSink;
  readonly deliveries: Deliveries;
  readonly isStopping: () => boolean;
}

/** Telegram's own updates are far smaller. */
const largestBody = 1_048_576;
/** Beyond it Telegram keeps the updates better than this process. */
const mostUnderWay = 1_000;
/** Telegram waits about a minute for an answer; before that it is told to come again. */
const patience = 20_000;

/**
 * Takes updates from Telegram. 200: this one is done, for good. 503: bring it again. Whoever does
 * not know path and secret learns only that nothing is here.
 */
export function createWebhookRequests(options: WebhookRequestsOptions): Hono {
  const { path, secret, onUpdate, deliveries } = options;
  const isPath = sameAs(path.reveal());
  const isSecret = sameAs(secret.reveal());
  const app = new Hono();
  app.use(async (ctx, next) => {
    const named = ctx.req.path.slice(ctx.req.path.lastIndexOf('/') + 1);
    const said = ctx.req.header('x-telegram-bot-api-secret-token') ?? '';
    // Both are always compared, so that the time tells nothing of either.
    const isKnown = [isPath(named), isSecret(said)].every(Boolean);
    if (!isKnown || ctx.req.method !== 'POST') return ctx.body(null, 404);
    return next();
  });
  app.post('*', async (ctx) => {
    if (options.isStopping() || deliveries.underWay >= mostUnderWay) return ctx.body(null, 503);
    const body = await bodyOf(ctx);
    if (body === null) return ctx.body(null, 413);
    const update = parseJson(body);
    const id = (update as { update_id?: unknown } | null)?.update_id;
    // Nobody but Telegram gets this far, and it would bring what it is refused for a day.
    if (!Number.isSafeInteger(id)) return ctx.body(null, 200);
    const outcome = await deliveries.once(id as number, () => onUpdate(update, { patience }));
    return ctx.body(null, outcome === 'handled' ? 200 : 503);
  });
  // hono would write the error, and with it whatever it holds, to the console.
  app.onError((_, ctx) => ctx.body(null, 503));
  return app;
}

/**
 * The body; null when it is larger than any update. Only one that does not say how long it is, as some proxies
 * send it, is read piece by piece: as a web stream, which costs more than all the rest of a request.
 */
async function bodyOf({ req }: Context): Promise<string | null> {
  const length = req.header('content-length');
  if (length !== undefined) return Number(length) > largestBody ? null : req.text();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of req.raw.body ?? []) {
    size += piece.length;
    if (size > largestBody) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Compares with one text. Hashes first: two texts of unlike length cannot be compared in constant time. */
function sameAs(known: string): (said: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(known);
  return (said) => timingSafeEqual(digest(said), expected);
}
