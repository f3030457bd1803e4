import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { describe, expect, inject, it, vi } from 'vitest';
import { openDatabase } from '../../../db/open-database.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import { Secret } from '../../../domain/secret.ts';
import { createServerDatabase, describeOnBothDatabases, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import { trials } from '../../support/trials.ts';
import { firstHours, hour, openOffice, request, session, sunday } from './support/counselling-office.ts';

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 60_000 });

const people = 50;
const everyHour = Array.from({ length: 7 }, (_, day) => weekly(day + 1, 0, 24));
const url = inject('postgresUrl');

describeOnBothDatabases('50 people who want the same hour', (open) => {
  it('are one winner, and 49 who are told that it is taken', async () => {
    const office = await openOffice(await open(), everyHour);
    for (let round = 0; round < trials.raceInOneProcess; round++) {
      office.clock.now = sunday + (round % 8) * 7 * 24 * hour;
      await office.offering.refresh();
      const [first] = await firstHours(office);
      if (!first) throw new Error('no hour');
      const outcomes = await Promise.all(
        Array.from({ length: people }, async () => {
          const alias = newAlias();
          const held = await office.desk.hold(first.slot.id, alias);
          return held.ok ? (await office.desk.confirm(held.value.hold, request(alias))).ok : held.error;
        }),
      );
      expect(outcomes.filter((one) => one === true)).toHaveLength(1);
      expect(outcomes.filter((one) => one === 'taken')).toHaveLength(people - 1);
      // They are offered the next hour.
      expect((await firstHours(office))[0]?.slot.id).not.toBe(first.slot.id);
    }
  });

  it('are as many winners as a session has seats', async () => {
    const office = await openOffice(await open(), [session('2026-11-28', 18, 7)]);
    const [yoga] = await office.desk.sessions('KG');
    if (!yoga) throw new Error('no session');
    const outcomes = await Promise.all(
      Array.from({ length: people }, () => office.desk.hold(yoga.slot.id, newAlias())),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(7);
  });
});

describe.skipIf(url === null)('two programs on one server', () => {
  it('have one winner between them, in every round', async () => {
    const { url: databaseUrl, drop } = await createServerDatabase(url as string);
    const opened = await openDatabase({ kind: 'postgres', url: new Secret(databaseUrl) });
    try {
      await openOffice(opened.db, everyHour);
      const slots = await rowsOf<{ id: number }>(
        opened.db,
        sql`select id::int as id from counselling_slots
          where closes_at > ${new Date(sunday).toISOString()} order by starts_at limit ${trials.raceOfTwoPrograms}`,
      );
      const begin = Date.now() + 4_000;
      const programs = [0, 1].map(() =>
        racer({ databaseUrl, slots: slots.map(({ id }) => id), people: people / 2, begin, every: trials.raceEvery }),
      );
      const won = (await Promise.all(programs)).flat();
      expect(won).toHaveLength(slots.length * people);
      for (const { id } of slots) {
        expect(
          won.filter(({ slot, ok }) => slot === id && ok),
          `slot ${id}`,
        ).toHaveLength(1);
      }
      const [booked] = await rowsOf<{ count: number }>(
        opened.db,
        sql`select count(*)::int as count from taken_seats where lookup is not null`,
      );
      expect(booked?.count).toBe(slots.length);
      // Both had a chance.
      for (const lot of await Promise.all(programs)) expect(lot.some(({ ok }) => ok)).toBe(true);
    } finally {
      await opened.close();
      await drop();
    }
  });
});

interface Task {
  readonly databaseUrl: string;
  readonly slots: readonly number[];
  readonly people: number;
  readonly begin: number;
  readonly every: number;
}

async function racer(task: Task): Promise<readonly { slot: number; ok: boolean }[]> {
  const file = fileURLToPath(new URL('./support/racer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(out);
}
