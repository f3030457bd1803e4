import { GrammyError, HttpError } from 'grammy';
import { codeOf } from '../db/code-of.ts';

/** grammY wraps what a handler threw in a BotError; what counts is inside. */
export function rootOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'BotError' && 'error' in error ? error.error : error;
}

/** True when the same call may go through later: nobody answered, 429 or 5xx. */
export function isPassing(error: unknown): boolean {
  const root = rootOf(error);
  if (root instanceof HttpError) return true;
  return root instanceof GrammyError && (root.error_code === 429 || root.error_code >= 500);
}

/** True when the person cannot be reached any more: the bot was blocked, the tab was closed. */
export function isGone(error: unknown): boolean {
  const root = rootOf(error);
  return root instanceof GrammyError && root.error_code === 403;
}

/** True when Telegram took the call certainly not: it wants to be left alone for a while. */
export function isTooMany(error: unknown): boolean {
  const root = rootOf(error);
  return root instanceof GrammyError && root.error_code === 429;
}

const lostConnection = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** True when the connection to the database was lost before its answer came: it may have been done all the same. */
export function isUnsure(error: unknown): boolean {
  const root = rootOf(error);
  return root instanceof Error && lostConnection.has(codeOf(root));
}
