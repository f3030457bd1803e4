import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRunningProgram } from '../../../bot/control/ask-running-program.ts';
import { openHolderKey } from '../../../db/reports/holder-key.ts';
import { loadSeedDirectory } from '../../../db/seed/directory/index.ts';
import { formatDay } from '../../../locales/formats.ts';
import { someoneWho } from '../../support/operator.ts';
import { beginChat } from '../../support/scripted-chat.ts';
import { scriptedTerminal } from '../../support/scripted-terminal.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const ombudsman = loadSeedDirectory()
  .flatMap((file) => file.organizations)
  .find(({ id }) => id === 'kg-ombudsman-115');

/** Does a command in the running program, with these answers. */
async function zont(words: readonly string[], answers: readonly string[] = []) {
  const { terminal, said } = scriptedTerminal([...answers, 'q']);
  expect(await askRunningProgram(app.dataDirectory, words, terminal)).toBe(0);
  return said;
}

const headings = (said: readonly string[]) => said.filter((line) => line.startsWith('['));

async function openEntry() {
  const chat = await beginChat(app, 'en', 'KG');
  await chat.press('menu.help');
  await chat.press('needs.police', { context: 'militia' });
  await chat.press('places.bishkek');
  const label = (ombudsman?.shortName ?? ombudsman?.name)?.en ?? '';
  const button = chat.buttons().find((one) => one.startsWith(label)) ?? label;
  await chat.pressLabel(button);
  if (chat.buttons().includes(chat.words.plain('help.showContact'))) await chat.press('help.showContact');
  return chat;
}

describe('zont directory check', () => {
  it('leads through what is due, crisis lines first, and goes on where it was stopped', async () => {
    const first = await zont(['directory', 'check', '--country', 'DE']);
    const total = Number(first[0]?.split(' ', 1)[0]);
    expect(total).toBeGreaterThan(3);
    expect(first.at(-1)).toBe('Your initials: ');

    const second = await zont(['directory', 'check', '--country', 'DE'], ['AB', 'n', 'line busy', 's', 'r']);
    expect(headings(second)[0]).toContain('crisis line');
    expect(headings(second)).toHaveLength(4);
    const third = await zont(['directory', 'check', '--country', 'DE'], ['AB']);
    expect(third[0]).toMatch(new RegExp(`^${total - 2} contacts to try`));
    expect(headings(third)[0]?.replace(/^\S+ of \d+\] /, '')).toBe(headings(second)[1]?.replace(/^\S+ of \d+\] /, ''));
  });

  it('asks again for what it does not understand, and keeps nothing of it', async () => {
    const said = await zont(['directory', 'check', '--country', 'FI'], ['', '1', 'ABCDEF', 'жк', 'yes', 'x']);
    expect(said.filter((line) => line === 'Your initials: ')).toHaveLength(4);
    expect(headings(said)).toHaveLength(1);
    expect((await zont(['directory', 'check', '--country', 'FI']))[0]).toBe(said[0]);
  });

  it('makes the bot show what was found at once: the day, or nothing any more; and a start forgets none of it', async () => {
    const before = await openEntry();
    expect(before.shows('help.noContact')).toBe(true);
    const day = { day: formatDay('2026-11-22', 'en') };

    const walk = ['AB'];
    const list = headings(await zont(['directory', 'check', '--country', 'KG'], ['AB', ...Array(60).fill('s')]));
    for (const heading of list) walk.push(heading.includes('(kg-ombudsman-115)') ? 'r' : 's');
    await zont(['directory', 'check', '--country', 'KG'], walk);
    const after = await openEntry();
    expect(after.screen()).toContain('115');
    expect(after.shows('help.checkedOn', day)).toBe(true);

    await app.restart();
    expect((await openEntry()).shows('help.checkedOn', day)).toBe(true);

    // People say that it is wrong: it comes first, and is shown all the same.
    const chat = await openEntry();
    await chat.press('help.wrongButton');
    expect(chat.person.alerts.at(-1)?.text ?? '').toBe(chat.words.plain('help.wrongThanks'));
    expect(chat.shows('help.checkedOn', day)).toBe(true);
    // The day after, when the taps of the day have been written.
    await app.restart();
    const start = app.clock.now();
    app.clock.now = () => start + 24 * 3_600_000;
    const [first] = headings(await zont(['directory', 'check', '--country', 'KG'], ['AB']));
    expect(first).toContain('some people say it is wrong or dead');
    expect(first).toContain('(kg-ombudsman-115)');
    expect((await openEntry()).screen()).toContain('115');
    const contacts = ombudsman?.contacts.filter(({ isOnHold }) => !isOnHold).length ?? 0;
    await zont(['directory', 'check', '--country', 'KG'], ['AB', ...Array(contacts).fill(['w', 'dead']).flat()]);
    expect((await openEntry()).shows('help.noContact')).toBe(true);
    expect(headings(await zont(['directory', 'check', '--country', 'KG'], ['AB']))[0]).not.toContain('people say');
    app.clock.now = () => start;
    expect(app.log).toEqual([]);
  }, 60_000);
});

describe('an emergency number', () => {
  it('stays on the crisis screen when people in the chat and one operator say that it is wrong; a second one hides it', async () => {
    const chat = await beginChat(app, 'en', 'TR');
    await chat.says('/sos');
    const isThere = () => chat.screen().includes('112');
    const list = headings(await zont(['directory', 'check', '--country', 'TR'], ['AB', ...Array(60).fill('s')]));
    const at = list.findIndex((heading) => heading.includes('(emergency-tr)'));
    const walk = (initials: string, answers: readonly string[]) =>
      zont(['directory', 'check', '--country', 'TR'], [initials, ...Array(at).fill('s'), ...answers]);
    await chat.press('crisis.whichButton');
    await chat.pressLabel(chat.buttons().find((label) => label.startsWith('Emergency')) ?? '');
    expect(isThere()).toBe(true);

    const said = await walk('AB', ['w', 'nobody answered']);
    expect(said.join('\n')).toContain('until a second person finds the same');
    await chat.says('/sos');
    expect(isThere()).toBe(true);
    const start = app.clock.now();
    app.clock.now = () => start + 24 * 3_600_000;
    await walk('ab', ['w', 'again nobody']);
    await chat.says('/sos');
    expect(isThere()).toBe(true);
    app.clock.now = () => start + 48 * 3_600_000;
    await walk('CD', ['w', 'nobody']);
    await chat.says('/sos');
    expect(isThere()).toBe(false);
    app.clock.now = () => start;
  }, 60_000);
});

describe('zont directory list', () => {
  it('names every contact with its day, and with --stale only what nobody has checked for 90 days', async () => {
    const all = await zont(['directory', 'list', '--country', 'SE']);
    const stale = await zont(['directory', 'list', '--country', 'SE', '--stale']);
    expect(all.join('\n')).toContain('never checked');
    expect(stale.join('\n')).not.toContain('held back');
    expect(stale.at(-1)).toMatch(/^\d+ entries; [1-9]\d* contacts were not checked in the last 90 days\.$/);
  });
});

describe('zont directory export and import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zont-hsds-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes what the bot may show, and everything for one key, which comes back as it was', async () => {
    const open = join(folder, 'public.json');
    await zont(['directory', 'export', open]);
    const shown = readFileSync(open, 'utf8');
    const seed = loadSeedDirectory().flatMap((file) => file.organizations);
    expect(JSON.parse(shown).organizations).toHaveLength(seed.filter(({ isListed }) => isListed).length);
    for (const { isOnHold, assuredOn, isAlwaysShown, value, type } of seed.flatMap(({ contacts }) => contacts)) {
      if (type === 'email' && isOnHold && !isAlwaysShown && !assuredOn) expect(shown).not.toContain(value);
    }

    const identity = await generateX25519Identity();
    const sealed = join(folder, 'full.age');
    await zont(['directory', 'export', sealed, '--full', await identityToRecipient(identity)]);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const full = await decrypter.decrypt(readFileSync(sealed), 'text');

    // One fault, and nothing is imported.
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, full.replace('"hsds": "3.0"', '"hsds": "1.0"'));
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(app.dataDirectory, ['directory', 'import', broken], terminal)).toBe(1);
    expect(said[0]).toMatch(/^! .*broken\.json: line 2: hsds: /);
    expect(said.at(-1)).toBe('! 1 faults. Nothing was imported.');

    const changed = join(folder, 'changed.json');
    writeFileSync(changed, full.replaceAll('Tais Plus', 'Tais Plus Plus'));
    expect(await zont(['directory', 'import', changed])).toContainEqual(
      expect.stringMatching(/^\d+ organisations and/),
    );
    const list = async () => (await zont(['directory', 'list'])).join('\n');
    expect(await list()).toContain('Tais Plus Plus');
    await app.restart();
    expect(await list()).toContain('Tais Plus Plus');
    const again = join(folder, 'again.json');
    await zont(['directory', 'reset']);
    expect(await list()).not.toContain('Tais Plus Plus');
    await zont(['directory', 'export', again]);
    expect(readFileSync(again, 'utf8')).toBe(shown);
  }, 60_000);

  it('takes the line that "keys make" prints, as a backup does, and its key opens the file', async () => {
    const home = someoneWho(null);
    const [passphrase, path] = ['seven green umbrellas walk home', join(folder, 'directory.key')];
    const made = await home(['keys', 'make', 'backups', '--out', path], [passphrase, passphrase]);
    const line = /age1\w+\+[\w-]+/.exec(made.out)?.[0] ?? '';
    const sealed = join(folder, 'by-line.age');
    await zont(['directory', 'export', sealed, '--full', line]);
    const decrypter = new Decrypter();
    decrypter.addIdentity((await openHolderKey(readFileSync(path), passphrase))?.identity ?? '');
    expect(JSON.parse(await decrypter.decrypt(readFileSync(sealed), 'text')).hsds).toBe('3.0');

    // One character mistyped: said at once, not when the file is made.
    const { terminal, said } = scriptedTerminal();
    const mistyped = line.replace(/^age1./, (start) => (start === 'age1q' ? 'age1p' : 'age1q'));
    const words = ['directory', 'export', join(folder, 'no'), '--full', mistyped];
    expect(await askRunningProgram(app.dataDirectory, words, terminal)).toBe(1);
    expect(said).toEqual([expect.stringContaining('It must be a public key of age')]);
  });

  it('refuses a recipient that is none and a file that is still encrypted, in words', async () => {
    const { terminal, said } = scriptedTerminal();
    const bad = ['directory', 'export', join(folder, 'no'), '--full', 'age1nobody'];
    expect(await askRunningProgram(app.dataDirectory, bad, terminal)).toBe(1);
    expect(said.splice(0)).toEqual([expect.stringContaining('It must be a public key of age')]);
    const sealed = join(folder, 'still.age');
    writeFileSync(sealed, 'age-encryption.org/v1\n');
    expect(await askRunningProgram(app.dataDirectory, ['directory', 'import', sealed], terminal)).toBe(1);
    expect(said).toEqual([expect.stringContaining('is encrypted. Decrypt it first')]);
  });
});
