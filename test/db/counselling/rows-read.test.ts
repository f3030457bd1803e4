import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OpenDatabase } from '../../../db/client.ts';
import { createCounsellingDesk } from '../../../db/counselling/create-counselling-desk.ts';
import { drizzleOptions } from '../../../db/migrations.ts';
import { openDatabase } from '../../../db/open-database.ts';
import type { CounsellingDesk } from '../../../domain/booking/counselling-desk.ts';
import { anyWish } from '../../../domain/booking/wish.ts';
import { Secret } from '../../../domain/secret.ts';
import { createServerDatabase } from '../../support/databases.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { bishkek, sunday } from './support/counselling-office.ts';

/**
 * What the lists of days and hours read, counted by PostgreSQL itself. A planner that goes astray reads all
 * hours of all countries: so once with few of them, once with ten times as many.
 */

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that scans of tables and indexes found or threw away. */
function rowsRead(node: PlanNode): number {
  const isScan = node['Relation Name'] !== undefined || node['Index Name'] !== undefined;
  const each =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const own = isScan ? each * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, inner) => sum + rowsRead(inner), own);
}

const url = inject('postgresUrl');
const few = 3_000;
const many = 10 * few;

describe.skipIf(url === null)('a list of hours, among those of other countries and past ones', () => {
  let made: Awaited<ReturnType<typeof createServerDatabase>>;
  let opened: OpenDatabase;
  let client: postgres.Sql;
  let desk: CounsellingDesk;
  const asked: { readonly query: string; readonly params: unknown[] }[] = [];

  beforeAll(async () => {
    made = await createServerDatabase(url as string);
    opened = await openDatabase({ kind: 'postgres', url: new Secret(made.url) });
    client = postgres(made.url, { max: 1, onnotice: () => {} });
    // Drizzle changes the parsers of the client that it is given.
    const asking = postgres(made.url, { max: 1, onnotice: () => {} });
    const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) };
    const db = drizzle(asking, { ...drizzleOptions, logger });
    desk = createCounsellingDesk({ db, keyring: testKeyring(), now: () => sunday, isPreview: false });
    closing.push(() => asking.end());
    await client`insert into counselling_organisations values ('umbrella', '{}', false)`;
    await client`insert into counsellors (id, organisation_id, display_name, zone, country, reach, languages, ways, companions, topics, rules)
      select country || number, 'umbrella', '', 'Asia/Bishkek', country, '{}', '{ru}', '{online}', '{}', '{}', '{}'
      from (values ('KG', 3), ('KZ', 30)) as places(country, counsellors), generate_series(1, counsellors) as number`;
    // What is here: three weeks of hours, from tomorrow on.
    await addHours('KG', 24, 500);
  });
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
    await client?.end();
    await opened?.close();
    await made?.drop();
  });

  /** An hour every hour for each counsellor of a country, so many hours from the clock on, or back. */
  const addHours = (country: string, from: number, to: number) =>
    client`insert into counselling_slots (counsellor_id, starts_at, ends_at, closes_at, ways, seats)
      select id, at, at + interval '50 minutes', at, '{online}', case when hour % 50 = 0 then 5 else 1 end
      from counsellors, generate_series(${from}::int, ${to}::int) as hour,
        lateral (select ${new Date(sunday).toISOString()}::timestamptz + hour * interval '1 hour' as at) as times
      where country = ${country} on conflict do nothing`;

  const wish = anyWish('KG');
  const lists: Readonly<Record<string, () => Promise<unknown>>> = {
    'the days': () => desk.daysWithFreeHours(wish, bishkek),
    'the hours of a day': () => desk.freeHours('2026-11-25', wish, bishkek),
    'the group sessions': () => desk.sessions('KG'),
  };

  async function readFor(list: () => Promise<unknown>): Promise<number> {
    asked.length = 0;
    await list();
    let read = 0;
    for (const { query, params } of [...asked]) {
      const [answer] = await client.unsafe<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
        `explain (analyze, format json) ${query}`,
        params as never[],
      );
      if (answer) read += rowsRead(answer['QUERY PLAN'][0].Plan);
    }
    return read;
  }

  async function readForEach(): Promise<Record<string, number>> {
    await client`analyze`;
    const read: Record<string, number> = {};
    for (const [name, list] of Object.entries(lists)) read[name] = await readFor(list);
    return read;
  }

  it('reads as many rows as before when there are ten times as many elsewhere', async () => {
    await addHours('KZ', 24, 24 + few / 30);
    await addHours('KG', -few / 3, -1);
    const before = await readForEach();
    await addHours('KZ', 24, 24 + many / 30);
    await addHours('KG', -many / 3, -1);
    const after = await readForEach();
    for (const name of Object.keys(lists)) {
      expect(after[name], name).toBeGreaterThan(0);
      // The same walk; which index is taken may change a little.
      expect(after[name], `${name}, ${before[name]} before`).toBeLessThan(2 * (before[name] as number));
      expect(after[name], name).toBeLessThan(few / 2);
    }
  });
});
