import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret.ts';

const value = 'CANARY-7f3a';

/** Every way in which a program turns things into text without meaning to. */
function allTextsOf(holder: unknown): string[] {
  const lines: string[] = [];
  pino({ base: null }, { write: (line) => void lines.push(line) }).error({ holder });
  const error = new Error(`failed with ${holder}`, { cause: holder });
  return [
    String(holder),
    `${holder}`,
    `${[holder]}`,
    JSON.stringify(holder),
    JSON.stringify({ deep: [{ holder }] }),
    inspect(holder),
    inspect(holder, { showHidden: true, depth: null, customInspect: true }),
    inspect({ deep: { deeper: { deepest: [holder] } } }, { depth: null }),
    inspect(new Map([[holder, holder]])),
    format('%s %o %O %j', holder, holder, holder, holder),
    inspect(error),
    error.message,
    JSON.stringify(Object.entries(holder as object)),
    JSON.stringify(structuredCloneOrNothing(holder)),
    ...lines,
  ];
}

function structuredCloneOrNothing(holder: unknown): unknown {
  try {
    return structuredClone(holder);
  } catch {
    return null;
  }
}

const leaks = (holder: unknown) => allTextsOf(holder).filter((text) => text?.includes(value));

/** The same class with its protection off. */
class Unprotected {
  readonly value: unknown;
  constructor(secret: unknown) {
    this.value = secret;
  }
}

describe('a secret', () => {
  it('gives its value only to who asks for it by name', () => {
    expect(new Secret(value).reveal()).toBe(value);
  });

  it('is redacted in every text that is made of it or of what holds it', () => {
    expect(leaks(new Secret(value))).toEqual([]);
    expect(leaks({ config: { token: new Secret(value) } })).toEqual([]);
    expect(leaks(new Secret({ deep: { token: value } }))).toEqual([]);
    expect(String(new Secret(value))).toBe('[redacted]');
    expect(JSON.stringify({ token: new Secret(value) })).toBe('{"token":"[redacted]"}');
    expect(inspect([new Secret(value)])).toBe('[ [redacted] ]');
  });

  it('is found by this very check when the protection is off', () => {
    expect(leaks(new Unprotected(value)).length).toBeGreaterThan(5);
  });

  it('is redacted by the console itself', () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    });
    const line = new Console(stream, stream);
    line.log(new Secret(value));
    line.error('failed', { token: new Secret(value) });
    line.dir(new Secret(value), { showHidden: true });
    line.table([{ token: new Secret(value) }]);
    expect(written.join('')).not.toContain(value);
    expect(written.join('')).toContain('[redacted]');
  });
});
