import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isRecord } from './parameters.ts';

/** How one delivery ended. */
export type Delivery = { error: string } | { error: null; reply: Record<string, unknown> };

const agent = new Agent({ keepAlive: true });

/** Sends one update to the bot's address; never rejects. Without a secret it is empty. */
export function postUpdate(
  settings: { readonly url: string; readonly secret: string },
  json: string,
): Promise<Delivery> {
  const headers: Record<string, string | number> = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(json),
  };
  if (settings.secret !== '') headers['X-Telegram-Bot-Api-Secret-Token'] = settings.secret;
  const isPlain = settings.url.startsWith('http:');
  return new Promise((resolve) => {
    const options = { method: 'POST', headers, timeout: 60_000, ...(isPlain ? { agent } : {}) };
    const request = (isPlain ? httpRequest : httpsRequest)(settings.url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve({ error: 'Webhook connection closed' }));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status <= 299) resolve({ error: null, reply: parseReply(Buffer.concat(chunks)) });
        else resolve({ error: `Wrong response from the webhook: ${status} ${response.statusMessage ?? ''}` });
      });
    });
    request.on('timeout', () => request.destroy(new Error('Read timeout expired')));
    request.on('error', (error) => resolve({ error: describe(error) }));
    request.end(json);
  });
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNREFUSED') return 'Connection refused';
  return error.code === 'ECONNRESET' ? 'Connection reset by peer' : error.message;
}

function parseReply(body: Buffer): Record<string, unknown> {
  if (body.length === 0 || body[0] !== 123) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
