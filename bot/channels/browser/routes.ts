import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isCallbackData } from './inline-keyboard.ts';
import { MAX_TEXT } from './message-content.ts';
import type { PageFile } from './page-files.ts';
import type { PersonActions } from './person-actions.ts';
import { sameOriginOnly, securityHeaders } from './request-guard.ts';
import type { Tab } from './tab.ts';
import type { TabRegistry } from './tab-registry.ts';

const MAX_BODY = 8 * 1024;
/** 4096 letters of Russian or Kyrgyz are more than 8 KB. */
const MAX_MESSAGE_BODY = 16 * 1024;

export interface RouteOptions {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly tabs: TabRegistry;
  readonly actions: PersonActions;
  readonly port: () => number;
  readonly isStopping: () => boolean;
}

/** The page's own little HTTP interface. The token travels in a header: in no address, no history, no log. */
export function createRoutes({ files, tabs, actions, port, isStopping }: RouteOptions): Hono {
  const app = new Hono();
  // Hono would print the error, and with it what a person wrote.
  app.onError((_error, c) => c.text('Something went wrong', 500));
  app.use(securityHeaders, sameOriginOnly(port));
  app.use(async (c, next) =>
    isStopping() && c.req.method === 'POST' ? c.text('The program is stopping', 503) : next(),
  );
  app.use('/message', limit(MAX_MESSAGE_BODY));
  app.use('/tab', limit(MAX_BODY)).use('/press', limit(MAX_BODY)).use('/leave', limit(MAX_BODY));

  for (const [path, file] of files) {
    app.get(path, (c) => c.body(file.body, 200, { 'Content-Type': file.type }));
  }

  app.post('/tab', async (c) => {
    const { language } = await body(c);
    const tab = tabs.open(isLanguageCode(language) ? language : undefined);
    if (!tab) return c.text('Too many tabs are open. Close some, then try again.', 503);
    return c.json({ token: tab.token });
  });

  const withTab = (act: (c: Context, tab: Tab) => Response | Promise<Response>) => (c: Context) => {
    const tab = tabs.byToken(c.req.header('x-tab-token'));
    if (!tab) return c.text('This tab is forgotten', 410);
    return act(c, tab);
  };

  app.get(
    '/events',
    withTab((_c, tab) => {
      const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' };
      return new Response(tabs.connect(tab).body, { headers });
    }),
  );

  app.post(
    '/message',
    withTab(async (c, tab) => {
      const { text } = await body(c);
      const words = typeof text === 'string' ? text.trim() : '';
      if (words === '' || words.length > MAX_TEXT) return c.text('Text must have 1 to 4096 characters', 400);
      return actions.write(tab, words) ? c.body(null, 202) : c.text('Too fast', 429);
    }),
  );

  app.post(
    '/press',
    withTab(async (c, tab) => {
      const { message, callback, press } = await body(c);
      // Whether the button is still there is the bot's question, not ours: in Telegram, too, old and forged ones arrive.
      if (!isCount(message) || !isCount(press) || !isCallbackData(callback)) return c.text('Not a button', 400);
      return actions.press(tab, { messageId: message, callback, press }) ? c.body(null, 202) : c.text('Too fast', 429);
    }),
  );

  app.post(
    '/leave',
    withTab(async (c, tab) => {
      await tabs.forget(tab);
      return c.body(null, 204);
    }),
  );

  return app;
}

function limit(maxSize: number): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: (c) => c.text('Too long', 413) });
}

async function body(c: Context): Promise<Record<string, unknown>> {
  const parsed: unknown = await c.req.json().catch(() => undefined);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isLanguageCode(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(value);
}
