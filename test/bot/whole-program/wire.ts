import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A call on its way to the Bot API server. */
export interface CallOnTheWay {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The line between the program and the Bot API server: slow, held up, or under a path of its own. */
export interface Wire {
  /** What to use in place of https://api.telegram.org. */
  readonly root: string;
  /** Milliseconds that each call takes longer. */
  delay: (call: CallOnTheWay) => number;
  /** What becomes of the updates of an answer; null: it passes as it is. */
  shuffle: ((updates: readonly unknown[]) => readonly unknown[]) | null;
  /** Holds up the calls that fit until the answer of this function is called. */
  hold(fits: (call: CallOnTheWay) => boolean): () => void;
  /** Calls that are being held up. */
  readonly held: readonly CallOnTheWay[];
  close(): Promise<void>;
}

async function sendShuffled(
  answer: IncomingMessage,
  shuffle: NonNullable<Wire['shuffle']>,
  response: ServerResponse,
): Promise<void> {
  try {
    const { result, ...rest } = (await json(answer)) as { ok: boolean; result?: unknown };
    response.end(JSON.stringify({ ...rest, ...(Array.isArray(result) && { result: shuffle(result) }) }));
  } catch {
    response.destroy();
  }
}

/**
 * Starts a line to a Bot API server.
 * @param prefix a path in front of /bot<token>/, as a proxy might ask for
 */
export async function startWire(target: string, prefix = ''): Promise<Wire> {
  const agent = new Agent({ keepAlive: true });
  const holds = new Set<{ fits: (call: CallOnTheWay) => boolean; released: Promise<void> }>();
  const held: CallOnTheWay[] = [];

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = request.url ?? '';
    if (!url.startsWith(`${prefix}/bot`)) return void response.writeHead(404).end('nothing here');
    const call = { method: url.slice(url.lastIndexOf('/') + 1), payload: JSON.parse(body.toString() || '{}') };
    const wait = wire.delay(call);
    if (wait > 0) await sleep(wait);
    for (const hold of holds) {
      if (!hold.fits(call)) continue;
      held.push(call);
      await hold.released;
      held.splice(held.indexOf(call), 1);
    }
    if (response.destroyed) return;
    const onward = httpRequest(
      `${target}${url.slice(prefix.length)}`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, {
          'content-type': answer.headers['content-type'] ?? 'text/plain',
        });
        answer.on('error', () => response.destroy());
        const { shuffle } = wire;
        if (!shuffle || call.method !== 'getUpdates') answer.pipe(response);
        else void sendShuffled(answer, shuffle, response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  }

  const http = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    root: `http://127.0.0.1:${(http.address() as AddressInfo).port}${prefix}`,
    delay: () => 0,
    shuffle: null,
    hold(fits) {
      let release = () => {};
      const hold = {
        fits,
        released: new Promise<void>((resolve) => {
          release = resolve;
        }),
      };
      holds.add(hold);
      return () => {
        holds.delete(hold);
        release();
      };
    },
    held,
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
  return wire;
}
