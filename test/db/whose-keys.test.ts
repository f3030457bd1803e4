import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { runHereOrThere } from '../../bot/commands/run-here-or-there.ts';
import { parseConfig } from '../../bot/config.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createServerDatabase, databaseKinds, rowsOf } from '../support/databases.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { startTestApp, type TestApp, testToken } from '../support/test-app.ts';

// Starts take a second each, or ten on a machine that does other things as well.
vi.setConfig({ testTimeout: 120_000 });

describe.each(databaseKinds())('a program whose folder of keys is away, on the %s database', (kind) => {
  let app: TestApp;
  let env: Record<string, string>;
  let drop = async () => {};
  beforeEach(async () => {
    env = {};
    if (kind === 'PostgreSQL') {
      const database = await createServerDatabase(inject('postgresUrl') as string);
      drop = database.drop;
      env = { DATABASE_URL: database.url };
    }
    app = await startTestApp({ env });
  });
  afterEach(async () => {
    await app.stop();
    await drop();
  });

  const config = () =>
    parseConfig({ BOT_TOKEN: testToken, DATA_DIRECTORY: app.dataDirectory, KEYS_DIRECTORY: app.keysDirectory, ...env });
  /** Takes the folder of keys away, for as long as the work takes. */
  async function withoutKeys(work: () => Promise<void>): Promise<void> {
    const away = `${app.keysDirectory}.away`;
    renameSync(app.keysDirectory, away);
    await work();
    if (existsSync(app.keysDirectory)) renameSync(app.keysDirectory, `${app.keysDirectory}.wrong`);
    renameSync(away, app.keysDirectory);
  }
  const mountsOthers = () => {
    mkdirSync(app.keysDirectory);
    writeFileSync(join(app.keysDirectory, 'zont.key'), Buffer.alloc(32, 1));
  };
  const noKeys = /There is no zont\.key in \S+, but this database has been used with one\. Is its disk mounted/;
  const otherKeys = /The keys in \S+ are not those of this database\. Is its disk mounted/;

  it('starts with no others, makes none, does no command, and knows people as soon as it is back', async () => {
    const chat = await beginChat(app, 'ky', 'KG');
    await withoutKeys(async () => {
      await expect(app.restart()).rejects.toThrow(noKeys);
      // As a mount point stands there.
      mkdirSync(app.keysDirectory);
      await expect(app.restart()).rejects.toThrow(noKeys);
      const { terminal } = scriptedTerminal();
      await expect(runHereOrThere(config(), ['feedback'], async () => 0, terminal)).rejects.toThrow(noKeys);
      expect(existsSync(join(app.keysDirectory, 'zont.key'))).toBe(false);
      writeFileSync(join(app.keysDirectory, 'zont.key'), Buffer.alloc(32, 1));
      await expect(app.restart()).rejects.toThrow(otherKeys);
      await expect(runHereOrThere(config(), ['feedback'], async () => 0, terminal)).rejects.toThrow(otherKeys);
    });
    await app.restart();
    await chat.says('/start');
    expect(chat.shows('menu.ask')).toBe(true);
    expect(app.log).toEqual([]);
  });

  it('notices that of a database of an earlier version, which noted nothing', async () => {
    const forgetNote = () => app.db().execute(sql`delete from keys_in_use`);
    const notes = () => rowsOf(app.db(), sql`select whose from keys_in_use`);
    const before = await notes();
    await forgetNote();
    // What people say of tips is sealed when it stops: with these keys it opens.
    await app.restart();
    expect(await notes()).toEqual(before);
    await forgetNote();
    await withoutKeys(async () => {
      await expect(app.restart()).rejects.toThrow(noKeys);
      mountsOthers();
      await expect(app.restart()).rejects.toThrow(otherKeys);
    });
    const { db, close } = await openDatabase(config().database);
    expect(await rowsOf(db, sql`select whose from keys_in_use`)).toEqual([]);
    await close();
    await app.restart();
    expect(await notes()).toEqual(before);
  });
});
