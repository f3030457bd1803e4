import { badRequest } from './refusal.ts';

/** What a bot sent with one call, before any checking. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * Reads the parameters of one call as leniently as the real server does: a number may come as a
 * string of digits, an object or an array as its JSON text, a boolean as "true", "yes" or "1".
 */
export class Parameters {
  readonly raw: Payload;

  constructor(raw: Payload) {
    this.raw = raw;
  }

  text(name: string): string {
    const value = this.raw[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  integer(name: string, fallback: number, min = -Infinity, max = Infinity): number {
    const value = Number.parseInt(this.text(name), 10);
    return Math.min(max, Math.max(min, Number.isNaN(value) ? fallback : value));
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase());
  }

  /** An object or array parameter; undefined when it was not given. */
  json(name: string, complaint: string): unknown {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw badRequest(complaint);
    }
  }
}

/** Narrows parsed JSON to an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
