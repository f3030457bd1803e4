import { randomBytes } from 'node:crypto';
import pino, { type DestinationStream } from 'pino';

/** Where a fault happened. */
export const components = ['handler', 'telegram', 'browser', 'database', 'job', 'command', 'start'] as const;
export type Component = (typeof components)[number];

/** A server refused what the program asked by itself, for nobody: its number may stand in the log. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

/** Writes faults down: event, class, our id, component, the hour, and the number of a refusal. Nothing else can get in. */
export interface FaultLog {
  /** Logs a fault and answers the id under which it stands, for the person who asks about it. */
  report(event: string, component: Component, error?: unknown): string;
}

/**
 * The log. There is no line for an update that went well, and never the error itself: its message,
 * payload or stack could hold a name, a text or the token.
 */
export function createFaultLog(now: () => number, destination?: DestinationStream): FaultLog {
  const options = {
    base: null,
    timestamp: () => `,"hour":"${new Date(now()).toISOString().slice(0, 13)}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    report(event, component, error) {
      const id = randomBytes(4).toString('hex');
      logger.error({ event, component, class: classOf(error), ...codeOf(error), id });
      return id;
    },
  };
}

const codeOf = (error: unknown) =>
  error instanceof Refusal && Number.isInteger(error.code) && error.code > 0 && error.code < 1_000
    ? { code: error.code }
    : {};

/**
 * The name of the error's class, or of the class that it wraps; only what looks like one. Where two of a
 * bundled program have the same name, one of them bears a number there (bot/compiled-program.js).
 */
function classOf(error: unknown): string {
  const inner = error instanceof Error && 'error' in error ? error.error : error;
  const name = inner instanceof Error ? String(inner.constructor?.name) : typeof inner;
  return /^_?([A-Za-z]{1,40})\d?$/.exec(name)?.[1] ?? 'unknown';
}
