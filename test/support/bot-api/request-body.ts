import type { IncomingMessage } from 'node:http';
import type { Payload } from './parameters.ts';
import { isRecord } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Reads the whole body; the largest honest call is far below the megabyte allowed here. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > 1_048_576) reject(badRequest('the request body is over a megabyte'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

/** Merges the query string and the body into one set of parameters, as the real server does. */
export function parsePayload(query: string, contentType: string, body: string): Payload {
  const fromQuery = query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
  if (contentType.startsWith('multipart/form-data')) {
    throw badRequest('multipart/form-data is not supported by the local Bot API server');
  }
  if (body === '') return fromQuery;
  if (contentType.startsWith('application/json')) return { ...fromQuery, ...parseJsonBody(body) };
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  }
  return fromQuery;
}

function parseJsonBody(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw badRequest("can't parse parameter value: Unexpected symbol");
  }
  if (!isRecord(value)) throw badRequest('JSON object expected');
  return value;
}
