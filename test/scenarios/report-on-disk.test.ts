import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { parseConfig } from '../../bot/config.ts';
import { askRunningProgram } from '../../bot/control/ask-running-program.ts';
import { openKeyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { nothingSaid } from '../../domain/incident-report/draft.ts';
import { type IncidentReport, withoutTellingEffects } from '../../domain/incident-report/incident-report.ts';
import { type Language, languages } from '../../domain/language.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { TextKey } from '../../locales/index.ts';
import { createServerDatabase, rowsOf } from '../support/databases.ts';
import { someoneWho } from '../support/operator.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { type Chosen, summaryOf, summaryOn } from '../support/summary-of.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** Nothing here is in memory but Telegram: the form, the stretching of codes, the database and the commands are real. */

const postgresUrl = inject('postgresUrl');
const passphrase = 'seven green umbrellas walk home';
const answered = 'We believe you. Our lawyer is free on Mondays.';
const taisPlus = 'tais-plus' as OrganisationId;
const taisPlusIn = { en: 'Tais Plus', ru: 'Таис Плюс', ky: 'Таис Плюс' };
const day = 86_400_000;

/** One person: the buttons by their texts, in order, and what these say. */
interface Story {
  readonly language: Language;
  readonly presses: readonly (TextKey | 'Tais Plus')[];
  readonly says: Omit<Chosen, 'reader'>;
  readonly isRead: boolean;
}

const nothing = { country: 'KG', ...nothingSaid } as const;

const stories: readonly Story[] = [
  {
    language: 'en',
    isRead: true,
    presses: [
      ...(['report.myself', 'Tais Plus', 'areas.KG-GB'] as const),
      ...(['incident.V06', 'incident.V01', 'common.next', 'incident.V06', 'report.details'] as const),
      ...(['incident.P01', 'common.next', 'incident.T1', 'incident.S01'] as const),
      ...(['incident.E04', 'incident.E02', 'common.next'] as const),
    ],
    says: {
      ...nothing,
      area: 'KG-GB',
      types: ['V01', 'V06'],
      mainType: 'V06',
      perpetrators: ['P01'],
      when: 'T1',
      setting: 'S01',
      effects: ['E02', 'E04'],
    },
  },
  {
    language: 'ru',
    isRead: true,
    presses: [
      ...(['report.somebodyElse', 'Tais Plus', 'report.countryOnly'] as const),
      ...(['incident.V07', 'common.next', 'report.details'] as const),
      ...(['incident.P04', 'incident.P02', 'common.next', 'incident.T3', 'incident.S05'] as const),
      ...(['incident.E05', 'incident.E04', 'common.next'] as const),
    ],
    says: {
      ...nothing,
      area: 'country_only',
      types: ['V07'],
      mainType: 'V07',
      perpetrators: ['P02', 'P04'],
      when: 'T3',
      setting: 'S05',
      effects: ['E04', 'E05'],
      forSomebodyElse: true,
    },
  },
  {
    language: 'ky',
    isRead: true,
    presses: [
      ...(['report.myself', 'report.otherCountry', 'places.KZ', 'Tais Plus', 'report.more', 'areas.KZ-39'] as const),
      ...(['incident.V11', 'incident.V12', 'common.next', 'report.notSay', 'report.change'] as const),
      ...(['report.changeWhen', 'incident.T4', 'common.back'] as const),
    ],
    says: { ...nothing, country: 'KZ', area: 'KZ-39', types: ['V11', 'V12'], when: 'T4' },
  },
  {
    language: 'ru',
    isRead: true,
    presses: ['report.myself', 'Tais Plus', 'report.notSay', 'report.skip'],
    says: nothing,
  },
  {
    language: 'ky',
    isRead: false,
    presses: ['report.myself', 'report.onlyCount', 'areas.KG-M1', 'incident.V10', 'common.next'],
    says: { ...nothing, area: 'KG-M1', types: ['V10'], mainType: 'V10' },
  },
];

const sentBy = ({ says, isRead }: Story): IncidentReport =>
  withoutTellingEffects({ ...says, recipient: isRead ? taisPlus : null });

interface Place {
  readonly app: TestApp;
  readonly home: string;
  /** Types `zont <words>` beside the running program, and answers what it printed. */
  operator(...words: readonly string[]): Promise<string>;
  /** How long the sealed part of each report is. */
  sealedLengths(): Promise<readonly number[]>;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openPlace(kind: 'embedded' | 'PostgreSQL'): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'zont-home-'));
  closing.push(() => rmSync(home, { recursive: true, force: true }));
  const server = kind === 'PostgreSQL' ? await createServerDatabase(postgresUrl as string) : null;
  if (server) closing.push(server.drop);
  const app = await startTestApp(server ? { env: { DATABASE_URL: server.url } } : {});
  closing.push(() => app.stop());
  const open = (dataDirectory: string) =>
    openDatabase(parseConfig({ DATA_DIRECTORY: dataDirectory, ...(server && { DATABASE_URL: server.url }) }).database);

  async function operator(...words: readonly string[]): Promise<string> {
    if (!server) {
      // The program has the database: it is asked to do the work.
      const { terminal, said } = scriptedTerminal();
      expect(await askRunningProgram(app.dataDirectory, words, terminal), said.join('\n')).toBe(0);
      return said.join('\n');
    }
    const { db, close } = await open(app.dataDirectory);
    try {
      const config = parseConfig({ KEYS_DIRECTORY: app.keysDirectory });
      const keyring = openKeyring(app.keysDirectory);
      const parts = { config, db, keyring, now: () => app.clock.now(), directoryChanged: async () => {} };
      const { code, out, err } = await someoneWho(parts)(words);
      expect(code, err).toBe(0);
      return out;
    } finally {
      await close();
    }
  }

  return {
    app,
    home,
    operator,
    async sealedLengths() {
      // A copy: the embedded database belongs to the running program.
      const copy = join(home, 'copy');
      cpSync(app.dataDirectory, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
      const { db, close } = await open(copy);
      try {
        const rows = await rowsOf<{ bytes: number }>(db, sql`select octet_length(sealed) as bytes from reports`);
        return rows.map(({ bytes }) => bytes);
      } finally {
        await close();
      }
    },
  };
}

const codeIn = (text: string | undefined) => /\d{4}-\d{4}-\d{4}-\d{4}/.exec(text ?? '')?.[0] ?? 'no code';

/** Tells a story by buttons alone, and answers the code. */
async function tell({ app }: Place, story: Story): Promise<string> {
  const { language, presses, says, isRead } = story;
  const chat = await beginChat(app, language, 'KG');
  await chat.press('menu.report');
  for (const key of presses) {
    if (key === 'Tais Plus') await chat.pressLabel(taisPlusIn[language]);
    else await chat.press(key, key.startsWith('incident.') && says.country === 'KG' ? { context: 'militia' } : {});
  }
  const reader = isRead ? taisPlusIn[language] : null;
  expect(summaryOn(chat.screen(), chat.words)).toEqual(summaryOf(chat.words, { ...says, reader }));
  await chat.press('report.confirm');
  expect(chat.shows(isRead ? 'report.doneRead' : 'report.doneCounted')).toBe(true);
  return codeIn(chat.person.alerts.at(-1)?.text);
}

/** Comes back weeks later in a new chat, with nothing but the code. */
async function comeBack({ app }: Place, language: Language, code: string): Promise<ScriptedChat> {
  const chat = await beginChat(app, language, 'KG');
  await chat.says('/code');
  for (const digit of code.replaceAll('-', '')) await chat.pressLabel(digit);
  await chat.press('receipt.look');
  return chat;
}

describe.each([
  { kind: 'embedded' as const, comingBack: languages },
  ...(postgresUrl ? [{ kind: 'PostgreSQL' as const, comingBack: ['ky' as const] }] : []),
])('on the real desk, $kind', ({ kind, comingBack }) => {
  test('what five people chose is what their summary says and what their organisation opens; it can answer them', {
    timeout: 240_000,
  }, async () => {
    const place = await openPlace(kind);
    const { app, home, operator } = place;
    const at = (name: string) => join(home, name);
    const holder = someoneWho(null);
    const made = await holder(['keys', 'make', taisPlus, '--out', at('key')], [passphrase, passphrase]);
    const publicKey = /age1\w+\+[\w-]+/.exec(made.out)?.[0] ?? '';
    await operator('keys', 'add', taisPlus, publicKey, '--country', 'KG', '--country', 'KZ');

    const codes: string[] = [];
    for (const story of stories) codes.push(await tell(place, story));
    expect(new Set(codes).size).toBe(stories.length);

    const began = app.clock.now();
    app.clock.now = () => began + 15 * day;
    await app.hear();
    expect(await operator('jobs', 'fold')).toContain('Folded: 5 reports, 0 empty rows');
    const open = async (name: string) => {
      await operator('reports', 'bundle', taisPlus, '--out', at(name));
      const command = ['reports', 'open', at(name), '--rows', '--json', '--key', at('key')];
      return JSON.parse((await holder(command, [passphrase])).out);
    };
    const { reports } = await open('first');
    const opened = reports.map(({ id: _id, quarter: _quarter, ...report }: Record<string, unknown>) => report);
    const sent = stories.filter(({ isRead }) => isRead).map(sentBy);
    expect(opened).toHaveLength(sent.length);
    expect(opened).toEqual(expect.arrayContaining(sent));

    for (const language of comingBack) {
      const which = stories.findIndex((story) => story.language === language);
      const code = codes[which] as string;
      const { mainType, types } = sentBy(stories[which] as Story);
      const row = reports.find((one: IncidentReport) => one.mainType === mainType && one.types.length === types.length);
      const first = await comeBack(place, language, code);
      expect([first.shows('receipt.found'), first.shows('receipt.noAnswer')]).toEqual([true, true]);

      const file = at(`answer-${language}`);
      const answer = ['reports', 'answer', at('first'), row.id, '--key', at('key'), '--out', file];
      expect((await holder(answer, [passphrase, answered])).code).toBe(0);
      expect(readFileSync(file, 'utf8')).not.toContain('lawyer');
      await operator('reports', 'deliver', file);
      const chat = await comeBack(place, language, code);
      expect(chat.screen()).toContain(answered);
      expect(chat.shows('receipt.never')).toBe(true);

      await chat.press('receipt.withdraw');
      expect(chat.shows('receipt.mayBeRead')).toBe(true);
      await chat.press('receipt.yes');
      expect(chat.shows('receipt.gone')).toBe(true);
      expect((await comeBack(place, language, code)).shows('receipt.unknown')).toBe(true);
      const later = await open(`after-${language}`);
      expect(later.withdrawn).toContain(row.id);
      expect(later.reports.map(({ id }: { id: string }) => id)).not.toContain(row.id);
    }

    expect(app.log).toEqual([]);
    const lengths = await place.sealedLengths();
    expect(lengths).toHaveLength(stories.length - comingBack.length);
    expect(new Set(lengths).size).toBe(1);
  });
});
