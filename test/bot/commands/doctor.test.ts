import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { judgeContacts, judgeTexts } from '../../../bot/commands/doctor/content.ts';
import { judgeDatabase, wantedSettings } from '../../../bot/commands/doctor/database.ts';
import type { Finding } from '../../../bot/commands/doctor/finding.ts';
import { judgeKeys } from '../../../bot/commands/doctor/keys.ts';
import { judgeDisk, judgeSwap, parseSwaps } from '../../../bot/commands/doctor/machine.ts';
import { judgeTelegram } from '../../../bot/commands/doctor/telegram.ts';
import { askRunningProgram } from '../../../bot/control/ask-running-program.ts';
import { openDatabase } from '../../../db/open-database.ts';
import { readServerSettings } from '../../../db/server-settings.ts';
import { Secret } from '../../../domain/secret.ts';
import { callApi } from '../../support/bot-api/api-client.ts';
import { createServerDatabase } from '../../support/databases.ts';
import { freePort } from '../../support/program.ts';
import { scriptedTerminal } from '../../support/scripted-terminal.ts';
import { startTestApp, type TestApp, testToken } from '../../support/test-app.ts';

const levels = (findings: readonly Finding[]) => findings.map(({ level, about }) => `${about}: ${level}`);

const ok = (result: unknown) => ({ ok: true, result }) as const;
const refused = (code: number) => ({ ok: false, error_code: code, description: 'CANARY' }) as const;
const webhook = (more: object = {}) => ok({ url: '', pending_update_count: 0, ...more });
const sound = { me: ok({}), webhook: webhook(), clocks: { theirs: 1_000_000, ours: 1_003_000 } };

describe('token, webhook and clock', () => {
  it.each([
    ['all is well', sound, ['token: fine', 'webhook: fine', 'clock: fine']],
    ['nobody answers', { ...sound, me: null }, ['token: must']],
    ['the token is refused', { ...sound, me: refused(401) }, ['token: must']],
    ['the webhook fails', { ...sound, webhook: webhook({ url: 'https://x', last_error_date: 1 }) }, ['webhook: must']],
    ['updates pile up', { ...sound, webhook: webhook({ pending_update_count: 101 }) }, ['webhook: must']],
    ['the webhook is not told', { ...sound, webhook: null }, ['webhook: look']],
    ['the clock is a little off', { ...sound, clocks: { theirs: 0, ours: 20_000 } }, ['clock: look']],
    ['the clock is far off', { ...sound, clocks: { theirs: 90_000, ours: 0 } }, ['clock: must']],
    ['the server tells no time', { ...sound, clocks: null }, ['clock: look']],
  ])('are judged when %s', (_, facts, expected) => {
    const findings = judgeTelegram(facts, null);
    expect(levels(findings)).toEqual(expect.arrayContaining(expected));
    expect(JSON.stringify(findings)).not.toContain('CANARY');
  });

  const ours = 'https://zont.example.org/CANARY';
  const held = (url: string, more: object = {}) => ({ ...sound, webhook: webhook({ url, ...more }) });
  it.each([
    ['it is ours', ours, held(ours), 'fine', 'Updates come by webhook.'],
    ['ours cannot be reached', ours, held(ours, { last_error_date: 1 }), 'must', 'Look whether your proxy is up'],
    ['there is none, and updates are fetched', null, held(''), 'fine', 'Updates are fetched by polling.'],
    ['there is none, and there should be', ours, held(''), 'must', '/revoke at @BotFather'],
    ['updates go elsewhere', ours, held('https://stranger.example/CANARY'), 'must', 'stranger.example'],
    ['they go elsewhere at the same host', ours, held('https://zont.example.org/CANARY2'), 'must', '/revoke'],
    ['they are fetched, and go elsewhere', null, held('https://stranger.example/CANARY'), 'must', 'stranger.example'],
    ['the address is none', null, held('CANARY'), 'must', 'an unknown host'],
  ])('say of the webhook when %s', (_, address, facts, level, words) => {
    const findings = judgeTelegram(facts, address === null ? null : new Secret(address));
    expect(findings).toContainEqual({ about: 'webhook', level, words: expect.stringContaining(words) });
    expect(JSON.stringify(findings)).not.toContain('CANARY');
  });
});

describe('the database', () => {
  const good = new Map([
    ['server_version_num', '150018'],
    ['log_statement', 'none'],
    ['log_duration', 'off'],
    ['log_transaction_sample_rate', '0'],
    ['log_statement_stats', 'off'],
    ['log_parser_stats', 'off'],
    ['log_planner_stats', 'off'],
    ['log_executor_stats', 'off'],
    ['track_commit_timestamp', 'off'],
    ['log_min_duration_statement', '-1'],
    ['log_min_duration_sample', '-1'],
    ['log_parameter_max_length', '0'],
    ['log_parameter_max_length_on_error', '0'],
    ['synchronous_commit', 'on'],
    ['fsync', 'on'],
    ['full_page_writes', 'on'],
  ]);

  it('is right when it writes nothing of people down and loses nothing', () => {
    expect(levels(judgeDatabase(good))).toEqual(['database: fine']);
    expect(levels(judgeDatabase(null))).toEqual(['database: look']);
  });

  it.each([...wantedSettings, 'server_version_num'])('is wrong when %s is not as it must be', (name) => {
    for (const value of ['140000', undefined]) {
      const settings = new Map(good);
      if (value === undefined) settings.delete(name);
      else settings.set(name, value);
      expect(levels(judgeDatabase(settings))).toEqual(['database: must']);
    }
  });

  it.each([
    ['log_duration', 'on', 'reload'],
    ['log_transaction_sample_rate', '1', 'reload'],
    ['track_commit_timestamp', 'on', 'restart'],
  ])('is wrong with %s = %s, which would write down when people come', (name, value, how) => {
    const [finding] = judgeDatabase(new Map(good).set(name, value));
    expect(finding).toMatchObject({ level: 'must', words: expect.stringContaining(`Set ${name} = `) });
    expect(finding?.words).toContain(`${how} the server`);
  });

  it('is told for each setting in docs/operators.md, with the value that is wanted', () => {
    const page = readFileSync(new URL('../../../docs/operators.md', import.meta.url), 'utf8');
    for (const [name, value] of good) {
      if (/^(log_\w+|track_commit_timestamp)$/.test(name) && !name.endsWith('_stats')) {
        expect(page).toMatch(new RegExp(`^${name} = ${value}$`, 'm'));
      }
    }
  });

  it('is asked for its settings, and a fresh server is told what to change', async () => {
    const url = inject('postgresUrl');
    if (url === null) return;
    const fresh = await createServerDatabase(url);
    const { db, close } = await openDatabase({ kind: 'postgres', url: new Secret(fresh.url) });
    const settings = await readServerSettings(db, [...wantedSettings, 'server_version_num']);
    await close();
    await fresh.drop();
    expect([...settings.keys()].sort()).toEqual([...wantedSettings, 'server_version_num'].sort());
    expect(judgeDatabase(settings).map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/^Set log_parameter_max_length = 0 in postgresql\.conf/),
    );
  });
});

describe('the machine', () => {
  const table =
    'Filename\tType\tSize\tUsed\tPriority\n/dev/dm-1   partition\t8388604\t512\t-2\n/dev/zram0 partition 1 1 100\n';

  it('is right without swap, with encrypted swap and with memory that is compressed', () => {
    const areas = parseSwaps(table);
    expect(areas).toEqual([
      { device: '/dev/dm-1', usedKilobytes: 512 },
      { device: '/dev/zram0', usedKilobytes: 1 },
    ]);
    expect(judgeSwap(areas.map((area) => ({ ...area, isEncrypted: area.device === '/dev/dm-1' }))).level).toBe('fine');
    expect(judgeSwap(parseSwaps('Filename\tType\n').map((area) => ({ ...area, isEncrypted: false }))).level).toBe(
      'fine',
    );
    expect(judgeSwap(null).level).toBe('look');
  });

  it('is wrong with swap in the clear, and says so more sharply when it is used', () => {
    const swap = (usedKilobytes: number) => judgeSwap([{ device: '/swapfile', usedKilobytes, isEncrypted: false }]);
    expect(swap(0)).toMatchObject({ level: 'must', words: expect.not.stringContaining('in use') });
    expect(swap(4)).toMatchObject({ level: 'must', words: expect.stringContaining('in use') });
  });

  it('needs room on its disk', () => {
    const disk = (free: number) => judgeDisk({ free: free * 1024 ** 3, total: 100 * 1024 ** 3 }).level;
    expect([disk(50), disk(4), disk(0.4)]).toEqual(['fine', 'look', 'must']);
  });

  it('keeps its keys to itself', () => {
    const ours = { owner: 1000, isReadable: true };
    const facts = (mode: number, folder = 0o700, file: object = {}) => ({
      folder: { ...ours, name: '/etc/zont', mode: 0o40000 + folder, isFolder: true },
      files: [{ ...ours, name: 'zont.key', mode: 0o100000 + mode, isFolder: false, ...file }],
      hasModes: true,
      isOnDiskOfData: false,
    });
    expect(levels(judgeKeys(facts(0o400)))).toEqual(['keys: fine']);
    for (const mode of [0o440, 0o404, 0o644]) expect(levels(judgeKeys(facts(mode)))).toEqual(['keys: must']);
    expect(judgeKeys(facts(0o400, 0o755))[0]?.words).toContain('chmod 700');
    expect(levels(judgeKeys({ ...facts(0o400), isOnDiskOfData: true }))).toEqual(['keys: fine', 'keys: look']);
    expect(levels(judgeKeys({ ...facts(0o666), hasModes: false }))).toEqual(['keys: look']);
    for (const file of [{ owner: 0 }, { isReadable: false }]) {
      const [finding, ...more] = judgeKeys(facts(0o400, 0o700, file));
      expect([finding?.level, more]).toEqual(['must', []]);
      expect(finding?.words).toContain('chown --reference=/etc/zont /etc/zont/zont.key');
    }
  });
});

describe('contacts and texts', () => {
  const due = (isCrisisLine: boolean, reported: 'none' | 'some') => [{ isCrisisLine, reported }] as never;
  const file = (missing: readonly string[]) => [{ language: 'ky', file: 'help', texts: 3, missing }] as never;

  it('must be looked at before people rely on them, and may wait in the preview', () => {
    expect(levels(judgeContacts([], true))).toEqual(['crisis lines: fine']);
    expect(levels(judgeContacts(due(true, 'none'), true))).toEqual(['crisis lines: must']);
    expect(levels(judgeContacts(due(false, 'some'), true))).toEqual(['crisis lines: fine', 'contacts: must']);
    expect(levels(judgeContacts(due(true, 'some'), false))).toEqual(['crisis lines: look', 'contacts: look']);
    expect([judgeTexts(file([]), true).level, judgeTexts(file(['native']), true).level]).toEqual(['fine', 'must']);
    expect(judgeTexts(file(['native']), false).level).toBe('look');
  });
});

describe('zont doctor', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it('says of a running program what must be done, with exit code 1 and without the token', async () => {
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(app.dataDirectory, ['doctor'], terminal)).toBe(1);
    const all = said.join('\n');
    expect(all).toContain('Telegram knows the bot.');
    expect(all).toMatch(/DO {4}crisis lines {2}\d+ contacts of crisis lines/);
    expect(said.at(-1)).toMatch(/^\d+ things must be done\.$/);
    expect(all).not.toContain(testToken.split(':')[1]);

    app.server.fail({ method: 'getMe', with: 403, times: 1 });
    said.length = 0;
    await askRunningProgram(app.dataDirectory, ['doctor'], terminal);
    expect(said[0]).toMatch(/^DO {4}token {9}Telegram refuses BOT_TOKEN \(403\)/);
  });

  it.skipIf(process.getuid?.() !== 0)('names a key that belongs to another user than the folder', async () => {
    const { terminal, said } = scriptedTerminal();
    const path = join(app.keysDirectory, 'zont.key');
    chownSync(path, 65_534, 65_534);
    await askRunningProgram(app.dataDirectory, ['doctor'], terminal);
    expect(said.join('\n')).toMatch(/DO {4}keys {10}Another user than that of the folder owns zont\.key/);
    chownSync(path, 0, 0);
  });

  it('says that a stranger receives what people write, and the log says with which number polling is refused', async () => {
    const api = (method: string, payload: object) => callApi(app.server, method, payload, { token: testToken });
    await api('setWebhook', { url: 'https://stranger.example/CANARY' });
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(app.dataDirectory, ['doctor'], terminal)).toBe(1);
    await app.server.waitFor(() => app.log.length > 0);
    await api('deleteWebhook', {});
    expect(said).toContainEqual(expect.stringMatching(/^DO {4}webhook .* stranger\.example .*\/revoke at @BotFather/));
    expect(said.join('\n')).not.toContain('CANARY');
    expect(JSON.parse(app.log[0] ?? '')).toMatchObject({ event: 'polling_failed', component: 'telegram', code: 409 });
  });
});

it('zont doctor knows the own webhook of a program, and says when it is gone', async () => {
  const port = String(await freePort());
  const app = await startTestApp({ env: { WEBHOOK_URL: `http://127.0.0.1:${port}`, PORT: port } });
  const ask = async () => {
    const { terminal, said } = scriptedTerminal();
    await askRunningProgram(app.dataDirectory, ['doctor'], terminal);
    return said.find((line) => line.includes('webhook'));
  };
  try {
    expect(await ask()).toMatch(/^ok {4}webhook .*Updates come by webhook\.$/);
    await callApi(app.server, 'deleteWebhook', {}, { token: testToken });
    expect(await ask()).toMatch(/^DO {4}webhook .*nothing reaches Zont\. .*\/revoke at @BotFather/);
  } finally {
    await app.stop();
  }
});
