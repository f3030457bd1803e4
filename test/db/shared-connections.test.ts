import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { connecting } from '../../db/connecting.ts';

const serverUrl = inject('postgresUrl');

/** What `db/patches` mends in postgres.js, of statements that come one after another on a connection. */
describe.skipIf(serverUrl === null)('a connection to a PostgreSQL server that many share', () => {
  const inPipeline = 5;
  let sql: postgres.Sql;
  let admin: postgres.Sql;

  beforeEach(() => {
    admin = postgres(serverUrl as string, { ...connecting, max: 1 });
    const connection = { application_name: 'shared' };
    const options = { ...connecting, max: 1, max_pipeline: inPipeline, connection };
    // The types do not name `max_pipeline`.
    sql = postgres(serverUrl as string, options as postgres.Options<Record<string, never>>);
  });
  afterEach(async () => {
    await sql.end({ timeout: 1 });
    await admin.end({ timeout: 1 });
  });

  it('gives nobody rows of a statement that failed before them', async () => {
    await expect(sql`select 1 / (3 - number) from generate_series(1, 5) as number`).rejects.toThrow('division by zero');
    expect([...(await sql`select 'mine' as row`)]).toEqual([{ row: 'mine' }]);
  });

  it('ends a transaction that was the last one to find room behind others', async () => {
    await sql`select 1`;
    const before = Array.from({ length: inPipeline }, () => sql`select pg_sleep(0.05)`.execute());
    expect([...(await sql.begin((inside) => inside`select 'mine' as row`))]).toEqual([{ row: 'mine' }]);
    await Promise.all(before);
    const [open] = await admin`select count(*) from pg_stat_activity
      where application_name = 'shared' and state like 'idle in transaction%'`;
    expect(open?.count).toBe('0');
  });
});
