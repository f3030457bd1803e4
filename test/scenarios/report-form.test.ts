import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReport } from '../../db/reports/sealed-report.ts';
import { type IncidentReport, withoutTellingEffects } from '../../domain/incident-report/incident-report.ts';
import { languages } from '../../domain/language.ts';
import type { Words } from '../../locales/index.ts';
import { openReadableDatabase, type ReadableDatabase } from '../support/databases.ts';
import { walkForm } from '../support/form-walk.ts';
import { openRoom, type ReportRoom, taisPlus } from '../support/report-room.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { trials } from '../support/trials.ts';

const taisPlusIn = { en: 'Tais Plus', ru: 'Таис Плюс', ky: 'Таис Плюс' };
const readersIn = ({ language }: Words) => [taisPlusIn[language]];
/** So few an hour that nobody has to wait. */
const minutesBetween = 5;

let opened: ReadableDatabase;
let room: ReportRoom;
let app: TestApp;
beforeAll(async () => {
  opened = await openReadableDatabase('embedded');
  room = await openRoom(opened.db);
  app = await startTestApp({ desk: room.desk });
});
afterAll(async () => {
  await app?.stop();
  room?.clear();
  await opened?.close();
});

const anyWalk = fc.record({
  language: fc.constantFrom(...languages),
  country: fc.constantFrom('KG' as const, 'KZ' as const, 'RU' as const, 'FI' as const),
  numbers: fc.array(fc.nat(9_999), { minLength: 8, maxLength: 30 }),
});

const sorted = (reports: readonly IncidentReport[]) =>
  reports.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();

test(`${trials.formWalks} walks of random presses: no dead end, back undoes, the summary and the reader say what was chosen`, {
  timeout: 60_000 + trials.formWalks * 10_000,
}, async () => {
  const sent: IncidentReport[] = [];
  await fc.assert(
    fc.asyncProperty(anyWalk, async ({ language, country, numbers }) => {
      const before = app.clock.now();
      app.clock.now = () => before + minutesBetween * 60_000;
      await app.hear();
      const chat = await beginChat(app, language, country);
      await chat.press('menu.report');
      const walk = walkForm(chat, { language, country }, readersIn);
      for (const number of numbers) {
        const which = Math.floor(number / 20);
        const kind = number % 20;
        if (kind === 0) await walk.changeLanguage(which);
        else if (kind === 1) await walk.lookAtHelp();
        else if (kind === 2) await walk.typeWords();
        else if (kind < 6) await walk.back();
        else await walk.pressAny(which);
      }
      await walk.goToSummary();
      await walk.confirm();
      const { reader, ...answers } = walk.chosen();
      sent.push(withoutTellingEffects({ ...answers, recipient: reader === null ? null : taisPlus }));
    }),
    {
      numRuns: trials.formWalks,
      seed: trials.seed,
      examples: [
        // "Another country", and back to who may read.
        [{ language: 'en', country: 'KG', numbers: [6, 46] }],
        // Words are typed before anything is pressed.
        [{ language: 'ky', country: 'KZ', numbers: [2] }],
      ],
    },
  );
  expect((await room.rowsIn('waiting_reports')) + (await room.rowsIn('settled_reports'))).toBe(sent.length);
  room.day = '2026-12-20';
  await room.jobs.fold();
  const { rows } = await room.exchange.bundleOf(taisPlus);
  const read = await Promise.all(rows.map(({ sealed }) => openReport(sealed, room.holder.identity)));
  const reports = read.flatMap((one) => (one?.kind === 'report' ? [one.report] : []));
  expect(sorted(reports)).toEqual(sorted(sent.filter(({ recipient }) => recipient !== null)));
});
