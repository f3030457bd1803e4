import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProgramParts } from '../../bot/commands/program-command.ts';
import { parseConfig } from '../../bot/config.ts';
import { exampleOrganisation, keepExample } from '../../bot/example-organisation.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { someoneWho } from '../support/operator.ts';
import { openRoom, type ReportRoom, someReport } from '../support/report-room.ts';
import { testToken } from '../support/test-app.ts';

describeOnBothDatabases('the example organisation of the preview', (open) => {
  let room: ReportRoom;
  let home: string;
  beforeEach(async () => {
    room = await openRoom(await open());
    home = mkdtempSync(join(tmpdir(), 'zont-example-'));
  });
  afterEach(() => {
    room.clear();
    rmSync(home, { recursive: true, force: true });
  });
  const keep = (isPreview: boolean) => keepExample({ ...room, isPreview });
  const examples = async () => (await room.desk.openForCountry('FI')).filter(({ isExample }) => isExample);

  it('takes reports in every country, marked as an example, and is made once', async () => {
    expect(await keep(true)).toContain('example-organisation.zontkey');
    const [first] = (await room.receivingKeys.list()).filter(({ isExample }) => isExample);
    await keep(true);
    expect((await room.receivingKeys.list()).filter(({ isExample }) => isExample)).toEqual([first]);
    expect(await examples()).toEqual([{ organisation: exampleOrganisation, isExample: true }]);
  });

  it('gets a new key when the old one has ended, or is lost', async () => {
    const path = (await keep(true)) as string;
    room.day = '2027-04-02';
    expect(await examples()).toEqual([]);
    await keep(true);
    expect(await examples()).toHaveLength(1);
    rmSync(path);
    await keep(true);
    expect(await examples()).toHaveLength(1);
  });

  it('is gone, key and all, as soon as a real bot starts on its database', async () => {
    const path = (await keep(true)) as string;
    expect(await keep(false)).toBeNull();
    expect(await examples()).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect((await room.receivingKeys.list()).map(({ organisation }) => organisation)).toEqual(['tais-plus']);
  });

  it('lets the whole way be tried on one machine, without a passphrase', async () => {
    const key = (await keep(true)) as string;
    await room.sends(someReport({ recipient: exampleOrganisation }));
    const config = parseConfig({ KEYS_DIRECTORY: room.keysDirectory, DATA_DIRECTORY: home });
    const now = () => Date.parse(`${room.day}T12:00:00Z`);
    const zont = someoneWho({ ...room, config, now } as unknown as ProgramParts);
    expect((await zont(['jobs', 'fold'])).out).toContain('Nothing is folded.');
    expect((await zont(['jobs', 'fold', '--early'])).out).toContain('Folded: 1 reports, 4 empty rows');
    await zont(['reports', 'bundle', exampleOrganisation, '--out', join(home, 'bundle')]);
    const opened = await zont(['reports', 'open', join(home, 'bundle'), '--key', key]);
    expect(opened.out).toContain('1 reports.');
    const real = parseConfig({ ...{ KEYS_DIRECTORY: room.keysDirectory, DATA_DIRECTORY: home }, BOT_TOKEN: testToken });
    const early = await someoneWho({ ...room, config: real, now } as unknown as ProgramParts)([
      'jobs',
      'fold',
      '--early',
    ]);
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('must see a crowd, not a person') });
  });
});
