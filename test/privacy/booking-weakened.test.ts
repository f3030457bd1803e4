import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import { cloneDataDirectory } from '../support/databases.ts';
import { bookedPerson, keyedValues } from './support/booked-person.ts';
import { dumpOf } from './support/stored.ts';

/**
 * The same booking and the same scans as in booking.test.ts, with one protection off each time.
 * A scan that stays silent here would prove nothing there.
 */

/** What is off: the kind of sealed box that has this size, and keyed values, which are hashed without a key. */
const off = vi.hoisted(() => ({ box: 0, keys: [] as readonly string[] }));

vi.mock('../../db/cipher.ts', async (original) => {
  const real = await original<typeof import('../../db/cipher.ts')>();
  const overhead = Buffer.alloc(real.sealOverhead);
  return {
    ...real,
    seal(plain: Uint8Array, key: Buffer, place: Buffer, paddedTo: number) {
      if (paddedTo !== off.box) return real.seal(plain, key, place, paddedTo);
      return Buffer.concat([overhead, plain, Buffer.alloc(paddedTo - plain.length)]);
    },
    open(box: Uint8Array, key: Buffer, place: Buffer) {
      if (box.length !== off.box + overhead.length) return real.open(box, key, place);
      const padded = Buffer.from(box).subarray(overhead.length);
      return padded.subarray(0, padded.indexOf(0));
    },
  };
});

vi.mock('../../db/counselling/booking-keys.ts', async (original) => {
  const real = await original<typeof import('../../db/counselling/booking-keys.ts')>();
  return {
    createBookingKeys(...keyring: Parameters<typeof real.createBookingKeys>) {
      const unkeyed = (value: unknown) => createHash('sha256').update(String(value)).digest();
      const weak = off.keys.map((name) => [name, unkeyed]);
      return { ...real.createBookingKeys(...keyring), ...Object.fromEntries(weak) };
    },
  };
});

let directory: string;
let database: OpenDatabase;
beforeAll(async () => {
  directory = cloneDataDirectory();
  database = await openDatabase({ kind: 'embedded', directory });
});
afterEach(() => Object.assign(off, { box: 0, keys: [] }));
afterAll(async () => {
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** What a thief of the database finds of somebody who booked, asked for reminders and waits. */
async function found(): Promise<readonly string[]> {
  const { scan } = await bookedPerson(database.db);
  const hits = scan(await dumpOf(database.db));
  return [...new Set(hits.map(({ needle }) => needle.split(',')[0] as string))];
}

describe('who steals the database with a booking in it', () => {
  it('finds nothing while every protection is on', async () => {
    expect(await found()).toEqual([]);
    const values = await keyedValues(database.db);
    expect([values.length, new Set(values).size]).toEqual([5, 5]);
  });

  it.each([
    ['the name under which somebody comes, when bookings are not sealed', 256, ['booking name']],
    ['where to write to, when reminders are not sealed', 512, ['address']],
    ['who waits and where to write to, when the wait list is not sealed', 768, ['alias', 'address']],
  ])('finds %s', async (_what, box, kinds) => {
    off.box = box;
    expect(await found()).toEqual(expect.arrayContaining(kinds));
  });

  it.each([
    ['the chat, when what ties it to a booking is hashed without a key', 'chatKey', 'alias'],
    ['the chat, when what ties it to its reminders is hashed without a key', 'remindedKey', 'alias'],
    ['the code, when it is hashed without a key', 'lookup', 'code'],
  ])('finds %s', async (_what, key, kind) => {
    off.keys = [key];
    expect(await found()).toContain(kind);
  });

  it('joins two tables, when a chat is tied to its booking and to its reminders by one key', async () => {
    off.keys = ['chatKey', 'remindedKey'];
    await bookedPerson(database.db);
    const values = await keyedValues(database.db);
    expect([values.length, new Set(values).size]).toEqual([5, 4]);
  });
});
