import { expect } from 'vitest';
import {
  type BrowserChannel,
  type BrowserChannelOptions,
  createBrowserChannel,
} from '../../../../bot/channels/browser/browser-channel.ts';
import type { TabEvent } from '../../../../bot/channels/browser/tab.ts';

/** A started channel on a free port, with everything the bot's side was told. */
export interface ChannelUnderTest {
  readonly channel: BrowserChannel;
  readonly updates: any[];
  readonly gone: number[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Starts a channel whose bot only remembers what it gets, unless the test brings its own. */
export async function startChannel(options: Partial<BrowserChannelOptions> = {}): Promise<ChannelUnderTest> {
  const updates: any[] = [];
  const gone: number[] = [];
  const channel = createBrowserChannel({
    port: 0,
    onUpdate: async (update) => {
      updates.push(update);
      return 'handled';
    },
    onGone: async (address) => void gone.push(address),
    ...options,
  });
  await channel.start();
  return {
    channel,
    updates,
    gone,
    post: (path, body, headers = {}) =>
      fetch(channel.url + path, {
        method: 'POST',
        headers: { origin: channel.url, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** A tab as its page sees it: a token, and what came over the stream. */
export interface FakePage {
  readonly token: string;
  readonly events: TabEvent[];
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  post(path: string, body: unknown): Promise<Response>;
  /** Breaks the line, as a lost connection does. */
  hangUp(): void;
}

/** Opens a tab and waits until its stream runs. */
export async function openPage(test: ChannelUnderTest, language = 'ky-KG'): Promise<FakePage> {
  const response = await test.post('/tab', { language });
  expect(response.status).toBe(200);
  const { token } = (await response.json()) as { token: string };
  return listenAs(test, token);
}

/** Connects the stream of a known tab, for the first time or again. */
export async function listenAs(test: ChannelUnderTest, token: string): Promise<FakePage> {
  const line = new AbortController();
  const events: TabEvent[] = [];
  const response = await fetch(`${test.channel.url}/events`, {
    headers: { 'x-tab-token': token },
    signal: line.signal,
  });
  expect(response.status).toBe(200);
  const ended = read(response, events).catch(() => undefined);
  await expect.poll(() => events.length).toBeGreaterThan(0);
  return {
    token,
    events,
    ended,
    post: (path, body) => test.post(path, body, { 'x-tab-token': token }),
    hangUp: () => line.abort(),
  };
}

async function read(response: Response, events: TabEvent[]): Promise<void> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
  }
}
