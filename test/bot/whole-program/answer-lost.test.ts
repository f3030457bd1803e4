import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { languages } from '../../../domain/language.ts';
import { ownNames } from '../../../locales/formats.ts';
import { wordsIn } from '../../../locales/index.ts';
import { createServerDatabase } from '../../support/databases.ts';
import { type DeafLine, startDeafLine } from '../../support/deaf-line.ts';
import { plainOf } from '../../support/scripted-chat.ts';
import { prepareWiredApp, type WiredApp } from './wired-app.ts';

const serverUrl = inject('postgresUrl');
const codePattern = /\d{4}-\d{4}-\d{4}-\d{4}/;

describe.skipIf(serverUrl === null)('when the answer of the database is lost, and what was asked is done', () => {
  let database: { url: string; drop: () => Promise<void> };
  let admin: postgres.Sql;
  let line: DeafLine;
  let wired: WiredApp;
  beforeAll(async () => {
    database = await createServerDatabase(serverUrl as string);
    admin = postgres(database.url, { max: 1, onnotice: () => {} });
    line = await startDeafLine(database.url);
    wired = await prepareWiredApp({ env: { DATABASE_URL: line.url } });
    await wired.start();
  }, 60_000);
  afterAll(async () => {
    await wired.close();
    await line.close();
    await admin.end();
    await database.drop();
  });

  const waiting = async () => Number((await admin`select count(*) from waiting_reports`)[0]?.count);

  test.each(languages)(
    '%s: whoever confirms a report hears that it is not sure, and by trying again that it is one',
    {
      timeout: 60_000,
    },
    async (language) => {
      const words = wordsIn(language);
      const person = wired.server.person({ language_code: language });
      const settled = () => wired.server.settled({ timeoutMs: 20_000 });
      const before = await waiting();
      person.sends('/start');
      await settled();
      const toSummary = ['menu.report', 'report.myself', 'report.onlyCount', 'areas.KG-GB', 'incident.V01'] as const;
      const labels = [...(['places.KG', 'start.openMenu', ...toSummary, 'common.next'] as const)].map((key) =>
        words.plain(key),
      );
      for (const label of [ownNames[language], ...labels]) {
        person.presses(label);
        await settled();
      }
      line.cutCommitOf('insert into "waiting_reports"');
      person.presses(words.plain('report.confirm'));
      await settled();
      expect(await waiting()).toBe(before + 1);
      expect(person.screen()).toContain(plainOf(words.text('errors.notSure')));
      expect(person.screen()).not.toContain(plainOf(words.text('errors.notSaved')));
      person.presses(words.plain('common.tryAgain'));
      await settled();
      expect(person.screen()).toContain(plainOf(words.text('report.doneSaved')));
      expect(person.alerts.at(-1)?.text).toMatch(codePattern);
      expect(await waiting()).toBe(before + 1);
    },
  );
});
