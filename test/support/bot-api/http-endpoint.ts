import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity } from './activity.ts';
import type { Caller, WireAnswer } from './caller.ts';
import { properName, writeRefusal } from './caller.ts';
import { applyFault } from './fault-answer.ts';
import type { FaultPlan } from './faults.ts';
import { ApiRefusal } from './refusal.ts';
import { parsePayload, readBody } from './request-body.ts';

/** What one endpoint needs to answer for a bot. */
export interface Endpoint {
  token: string;
  caller: Caller;
  faults: FaultPlan;
  activity: Activity;
}

/** Answers one HTTP request at /bot<token>/<method>. */
export async function handleRequest(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const query = queryAt < 0 ? '' : url.slice(queryAt + 1);
  try {
    const body = await readBody(request);
    const [, token, name] = /^\/bot([^/]+)\/([^/]*)$/.exec(path) ?? [];
    if (token === undefined || name === undefined) throw new ApiRefusal(404, 'Not Found');
    checkToken(decodeURIComponent(token), endpoint.token);
    const payload = parsePayload(query, request.headers['content-type'] ?? '', body);
    await answerCall(endpoint, properName(name), payload, response);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    send(response, writeRefusal(error));
  }
}

async function answerCall(
  { caller, faults, activity }: Endpoint,
  method: string,
  payload: Readonly<Record<string, unknown>>,
  response: ServerResponse,
): Promise<void> {
  const logged = caller.log(method, payload);
  const isCounted = method !== 'getUpdates';
  if (isCounted) {
    activity.begin();
    // "close" comes after a sent answer as well as after a cut connection, and only once.
    response.once('close', () => activity.end());
  }
  const fault = faults.take(method);
  if (fault !== null && fault !== 'late') {
    const answer = applyFault(fault, response);
    if (answer) send(response, answer);
    logged.ok = false;
    return;
  }
  const answer = await caller.run(method, payload, logged, (listener) => response.once('close', listener));
  if (fault === 'late') response.socket?.destroy();
  else send(response, answer);
}

function checkToken(given: string, right: string): void {
  if (!/^[1-9]\d*:/.test(given) || given.length > 80)
    throw new ApiRefusal(401, 'Unauthorized: invalid token specified');
  if (given !== right) throw new ApiRefusal(401, 'Unauthorized');
}

function send(response: ServerResponse, { status, body, retryAfter }: WireAnswer): void {
  if (response.destroyed) return;
  const headers: Record<string, string | number> = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  };
  if (retryAfter !== undefined) headers['Retry-After'] = retryAfter;
  response.writeHead(status, headers);
  response.end(body);
}
