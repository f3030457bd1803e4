import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../db/open-database.ts';
import { createReferralStore } from '../../db/referrals.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import { Secret } from '../../domain/secret.ts';
import { createServerDatabase, rowsOf } from '../support/databases.ts';

const serverUrl = inject('postgresUrl');
const journal = JSON.parse(readFileSync(new URL('../../db/migrations/meta/_journal.json', import.meta.url), 'utf8'));
const rounds = 3;
const starters = 4;

describe.skipIf(serverUrl === null)('starters at once on one PostgreSQL database', () => {
  it('migrate and seed it one after another, and all go on', async () => {
    const files = loadSeedDirectory();
    for (let round = 0; round < rounds; round++) {
      const { url, drop } = await createServerDatabase(serverUrl as string);
      try {
        const opened = await Promise.all(
          Array.from({ length: starters }, () => openDatabase({ kind: 'postgres', url: new Secret(url) })),
        );
        const wrote = await Promise.allSettled(opened.map(({ db }) => seedDirectory(db, files)));
        for (const { db } of opened) {
          expect(await rowsOf(db, sql`select id from drizzle.__drizzle_migrations`)).toHaveLength(
            journal.entries.length,
          );
          expect((await createReferralStore(db).loadServices()).length).toBeGreaterThan(80);
        }
        await Promise.all(opened.map(({ close }) => close()));
        const answers = wrote.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason).slice(0, 300)));
        expect(answers.sort()).toEqual([false, false, false, true]);
      } finally {
        await drop();
      }
    }
  });
});
