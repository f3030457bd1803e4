import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgramParts } from '../../../bot/commands/program-command.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { IncidentReport } from '../../../domain/incident-report/incident-report.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { type Answered, someoneWho, type Types } from '../../support/operator.ts';
import { openRoom, organisation, type ReportRoom, someReport } from '../../support/report-room.ts';

const indigo = organisation('kyrgyz-indigo');
const passphrase = 'seven green umbrellas walk home';
const wordOf = (answered: Answered, form: RegExp) => form.exec(answered.out)?.[0] ?? `nothing like ${form}`;
const publicKey = /age1\w+\+[\w-]+/;
const fingerprint = /([0-9a-f]{4} ){7}[0-9a-f]{4}/;
const signature = /^[0-9a-f]{32}\.[\w-]{86}$/m;

describeOnBothDatabases('an organisation and an operator', (open) => {
  let room: ReportRoom;
  let operator: Types;
  const holder = someoneWho(null);
  let home: string;
  const at = (name: string) => join(home, name);
  beforeEach(async () => {
    const db = await open();
    room = await openRoom(db);
    home = mkdtempSync(join(tmpdir(), 'zont-home-'));
    const parts: ProgramParts = {
      config: parseConfig({ KEYS_DIRECTORY: room.keysDirectory, DATA_DIRECTORY: home }),
      db,
      keyring: room.keyring,
      now: () => Date.parse(`${room.day}T12:00:00Z`),
    } as ProgramParts;
    operator = someoneWho(parts);
  });
  afterEach(() => {
    room.clear();
    rmSync(home, { recursive: true, force: true });
  });

  const makeKey = (file: string, name = 'kyrgyz-indigo') =>
    holder(['keys', 'make', name, '--out', at(file)], [passphrase, passphrase]);
  /** The holder's key in `key`, registered. */
  async function begin(): Promise<void> {
    const made = await makeKey('key');
    await operator(['keys', 'add', 'kyrgyz-indigo', wordOf(made, publicKey), '--country', 'KG']);
  }
  const toIndigo = (own: Partial<IncidentReport> = {}) => room.sends(someReport({ recipient: indigo, ...own }));
  async function foldAll(day = '2026-12-06') {
    room.day = day;
    return operator(['jobs', 'fold']);
  }
  const bundle = (file: string) => operator(['reports', 'bundle', 'kyrgyz-indigo', '--out', at(file)]);
  const opens = (file: string, ...more: string[]) =>
    holder(['reports', 'open', at(file), ...more, '--key', at('key')], [passphrase]);

  it('are told what to do while the key of what waits is away, or another one is there', async () => {
    await room.sends();
    const [name = ''] = readdirSync(room.keysDirectory).filter((file) => file.startsWith('fold-'));
    const [here, away] = [join(room.keysDirectory, name), at('away')];
    const told = async (words: string) => {
      expect(await foldAll()).toEqual({ code: 1, out: '', err: expect.stringContaining(words) });
      expect((await operator(['doctor'])).out).toMatch(new RegExp(`^DO +reports +.*${words}`, 'm'));
    };
    renameSync(here, away);
    await told('Put the folder of keys back as it was');
    writeFileSync(here, Buffer.alloc(32, 7), { mode: 0o400 });
    await told('it belongs to another database');
    renameSync(away, here);
    expect((await operator(['doctor'])).out).toMatch(/^ok +reports /m);
    expect((await foldAll()).out).toContain('Folded: 1 reports');
  });

  it('go the whole way: key, report, fold, bundle, answer, withdrawal', async () => {
    const made = await makeKey('key');
    const added = await operator(['keys', 'add', 'kyrgyz-indigo', wordOf(made, publicKey), '--country', 'kg']);
    expect(wordOf(added, fingerprint)).toBe(wordOf(made, fingerprint));
    expect((await operator(['keys', 'list'])).out).toContain(wordOf(made, fingerprint));

    const sent = someReport({ recipient: indigo, types: ['V02', 'V07'], mainType: 'V07', effects: ['E02'] });
    const code = await room.sends(sent);
    const kept = await toIndigo();
    expect((await foldAll()).out).toContain('Folded: 2 reports, 3 empty rows');
    expect(await bundle('first')).toMatchObject({ code: 0, err: '' });
    const rows = await opens('first', '--rows', '--json');
    expect(rows).toMatchObject({ code: 0, err: '' });
    const { reports } = JSON.parse(rows.out);
    expect(reports).toHaveLength(2);
    const { id, quarter, ...report } = reports.find(({ mainType }: IncidentReport) => mainType === 'V07');
    expect([quarter, report]).toEqual(['2026-Q4', sent]);

    const words = 'We believe you. Our lawyer is free on Mondays.';
    const answer = ['reports', 'answer', at('first'), id.slice(0, 8), '--key', at('key'), '--out', at('answer')];
    expect(await holder(answer, [passphrase, words])).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(at('answer'), 'utf8')).not.toContain('lawyer');
    expect(await operator(['reports', 'deliver', at('answer')])).toMatchObject({ code: 0, err: '' });
    expect(await room.desk.look(code)).toMatchObject({ ok: true, value: { answers: [words] } });
    expect(await room.desk.look(kept)).toMatchObject({ ok: true, value: { answers: [] } });

    await room.desk.withdraw(code);
    expect((await operator(['jobs', 'erase'])).code).toBe(0);
    await bundle('second');
    const later = await opens('second', '--rows', '--json');
    expect(JSON.parse(later.out)).toMatchObject({ withdrawn: [id] });
    expect(later.err).toContain('1 reports were withdrawn');
    expect(JSON.parse(later.out).reports).toHaveLength(1);
    expect((await operator(['reports', 'deliver', at('answer')])).err).toContain('There is no such report');
  });

  it('an organisation gets its own reports alone', async () => {
    await begin();
    await toIndigo();
    await room.sends();
    await foldAll();
    await bundle('bundle');
    const { reports } = JSON.parse((await opens('bundle', '--rows', '--json')).out);
    expect(reports.map(({ recipient }: IncidentReport) => recipient)).toEqual(['kyrgyz-indigo']);
  });

  it('prints tables by default, and single reports only when they are asked for', async () => {
    await begin();
    await toIndigo({ types: ['V01'], mainType: 'V01' });
    await foldAll();
    await bundle('bundle');
    const tables = await opens('bundle');
    expect(tables.out).toContain('money demanded or taken');
    for (const form of [[], ['--csv'], ['--json']]) {
      const told = (await opens('bundle', ...form)).out;
      expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
    expect((await opens('bundle', '--csv')).out).toContain('V01,money demanded or taken,police abuse,1');
    const csv = (await opens('bundle', '--rows', '--csv')).out;
    expect(csv.split('\r\n')).toHaveLength(2);
    expect(csv).toMatch(/KG,KG-GB,V01,V01,money demanded or taken,police abuse,P01,police in uniform,police,/);
  });

  it('a further key needs the signature of a present holder, and waits; a reader uses both keys', async () => {
    await begin();
    await toIndigo();
    const made = await makeKey('key2');
    const word = wordOf(made, publicKey);
    const add = (...more: string[]) => operator(['keys', 'add', 'kyrgyz-indigo', word, '--country', 'KG', ...more]);
    expect((await add()).err).toContain('needs the signature of a present holder');
    const own = await holder(['keys', 'sign', word, '--key', at('key2')], [passphrase, 'yes']);
    expect((await add('--signed', wordOf(own, signature))).err).toContain('not of a present holder');
    const sign = ['keys', 'sign', word, '--key', at('key')];
    expect((await holder(sign, [passphrase, 'no'])).err).toBe('Nothing was signed.');
    const signed = await holder(sign, [passphrase, 'yes']);
    expect(signed.out).toContain(wordOf(made, fingerprint));
    const added = await add('--signed', wordOf(signed, signature));
    expect(added.out).toContain('It serves from 2026-11-29');
    await foldAll('2026-12-06');
    await toIndigo();
    expect((await operator(['keys', 'retire', ...wordOf(made, fingerprint).split(' ')])).code).toBe(0);
    await foldAll('2026-12-20');
    await bundle('bundle');
    const both = ['reports', 'open', at('bundle'), '--rows', '--json', '--key', at('key'), at('key2')];
    expect(JSON.parse((await holder(both, [passphrase, passphrase])).out).reports).toHaveLength(2);
    const late = await holder(['reports', 'open', at('bundle'), '--key', at('key2')], [passphrase]);
    expect(late.err).toContain('does not open with this key');
  });

  it('is warned before a key ends, until a further one is registered', async () => {
    await begin();
    const warning = '! kyrgyz-indigo: the last key ends on 2027-03-31';
    room.day = '2027-03-10';
    expect((await operator(['keys', 'list'])).out).not.toContain(warning);
    room.day = '2027-03-12';
    expect((await operator(['keys', 'list'])).out).toContain(warning);
    const word = wordOf(await makeKey('key2'), publicKey);
    const signed = wordOf(await holder(['keys', 'sign', word, '--key', at('key')], [passphrase, 'yes']), signature);
    await operator(['keys', 'add', 'kyrgyz-indigo', word, '--country', 'KG', '--signed', signed]);
    const listed = (await operator(['keys', 'list'])).out;
    expect(listed).toContain('waits: serves from 2027-03-19');
    room.day = '2027-04-01';
    expect((await operator(['keys', 'list'])).out).toContain('! tais-plus has no key that serves');
  });

  it('one command stops reports at once; two people undo it', async () => {
    await begin();
    const stopped = await operator(['reports', 'stop', 'kyrgyz-indigo']);
    expect((await room.desk.openForCountry('KG')).map(({ organisation: id }) => id)).toEqual(['tais-plus']);
    expect((await operator(['keys', 'list'])).out).toContain('kyrgyz-indigo: stopped');
    const resume = (...more: string[]) => operator(['reports', 'resume', 'kyrgyz-indigo', ...more]);
    expect((await resume()).out).toContain('One more is needed');
    expect((await resume()).out).toContain('One more is needed');
    const number = wordOf(stopped, /[0-9a-f]{8}-[0-9a-f-]{27}/);
    const signed = await holder(['keys', 'sign', number, '--key', at('key')], [passphrase, 'yes']);
    expect((await resume('--signed', wordOf(signed, signature))).out).toBe('kyrgyz-indigo takes reports again.');
    expect(await room.desk.openForCountry('KG')).toHaveLength(2);
    expect((await resume()).err).toBe('This organisation is not stopped.');
  });

  it('jobs say what they did, and with a dry run what they would do, and then do nothing', async () => {
    await toIndigo().catch(() => {});
    await room.sends();
    room.day = '2026-12-06';
    const dry = await operator(['jobs', 'fold', '--dry-run']);
    expect(dry.out).toBe('1 reports wait: the last fold is 14 days ago.\nThey would be folded now.');
    expect((await operator(['jobs', 'fold', '--dry-run'])).out).toBe(dry.out);
    expect((await operator(['jobs', 'fold'])).out).toContain('Folded: 1 reports, 4 empty rows');
    expect((await operator(['jobs', 'fold'])).out).toBe('0 reports wait: there is nothing to do.\nNothing is folded.');
    expect((await operator(['counts'])).out).toContain('Nothing is released yet');
    room.day = '2027-01-31';
    expect((await operator(['jobs', 'freeze', '--dry-run'])).out).toContain('Would be frozen: T0/2026-Q4');
    expect((await operator(['counts'])).out).toContain('Nothing is released yet');
    expect((await operator(['jobs', 'freeze'])).out).toContain('Frozen for good: T0/2026-Q4');
    const counts = await operator(['counts']);
    expect(counts.out).toContain('Reports received, by country, 2026-Q4');
    expect(counts.out).toContain('too few to say');
    expect((await operator(['counts', '--csv'])).out).toContain('T0,2026-Q4,KG,,too few to say,,');
    expect(JSON.parse((await operator(['counts', '--json'])).out)[0]).toMatchObject({ table: 'T0', period: '2026-Q4' });
    room.day = '2028-10-01';
    expect((await operator(['jobs', 'expire', '--dry-run'])).out).toBe(
      '5 rows of reports and 0 marks of withdrawn ones would be deleted.',
    );
    expect((await operator(['jobs', 'expire'])).out).toContain('are deleted');
    expect((await operator(['jobs', 'erase', '--dry-run'])).out).toContain('would be cleared');
  });

  describe('says in words what to do', () => {
    it('about a passphrase that is wrong, short, or typed in two ways', async () => {
      const make = (...answers: string[]) => holder(['keys', 'make', 'kyrgyz-indigo', '--out', at('none')], answers);
      expect((await make('short', 'short')).err).toContain('at least 16 characters');
      expect((await make(passphrase, `${passphrase}!`)).err).toContain('The two are different');
      expect(() => readFileSync(at('none'))).toThrow();
      await begin();
      await bundle('bundle');
      const open = ['reports', 'open', at('bundle'), '--key', at('key')];
      expect((await holder(open, ['something else altogether'])).err).toContain('the passphrase is another one');
      expect(await holder(open, [])).toMatchObject({ code: 1, err: 'Without the passphrase nothing can be opened.' });
      expect((await holder([...open.slice(0, 4), at('bundle')], [passphrase])).err).toContain('no key file of Zont');
    });

    it('about a bundle that is for others, cut short, changed, or none', async () => {
      await begin();
      await makeKey('other', 'tais-plus');
      await toIndigo();
      await foldAll();
      await bundle('bundle');
      const whole = readFileSync(at('bundle'));
      writeFileSync(at('short'), whole.subarray(0, whole.length - 9));
      writeFileSync(
        at('changed'),
        Buffer.from(whole.map((byte, index) => (index === whole.length - 40 ? byte ^ 1 : byte))),
      );
      writeFileSync(at('empty'), '');
      for (const file of ['short', 'changed', 'empty'])
        expect(await opens(file)).toMatchObject({
          code: 1,
          err: expect.stringContaining('ask the operator for a new one'),
        });
      const foreign = await holder(['reports', 'open', at('bundle'), '--key', at('other')], [passphrase]);
      expect(foreign.err).toContain('it is for another organisation or key');
      expect((await opens('missing')).err).toContain('Cannot read');
    });

    it('about an organisation that nobody knows, or that has no key', async () => {
      const word = wordOf(await makeKey('key'), publicKey);
      const add = (name: string, line = word) => operator(['keys', 'add', name, line, '--country', 'KG']);
      expect((await add('kyrgyz-indigoo')).err).toContain('no organisation "kyrgyz-indigoo" in the directory');
      expect((await add('Kyrgyz Indigo')).err).toContain('An id has small letters');
      expect((await add('kyrgyz-indigo', word.slice(3))).err).toContain('This is no public key');
      for (const words of [
        ['bundle', 'kyrgyz-indigo', '--out', at('x')],
        ['stop', 'kyrgyz-indigo'],
      ])
        expect((await operator(['reports', ...words])).err).toContain('has no key, so it takes no reports');
      expect((await operator(['keys', 'retire', '1234'])).err).toContain('eight groups of four');
    });

    it('about an answer with a link, too long, to nobody, or that somebody else has made', async () => {
      await begin();
      const code = await toIndigo();
      await foldAll();
      await bundle('bundle');
      const [{ id }] = JSON.parse((await opens('bundle', '--rows', '--json')).out).reports;
      const answer = (text: string, to = id, out = 'answer') =>
        holder(['reports', 'answer', at('bundle'), to, '--key', at('key'), '--out', at(out)], [passphrase, text]);
      expect((await answer('Write to t.me/us')).err).toContain('has a link');
      expect((await answer('We read it.Come.')).err).toContain('leave a space there');
      expect((await answer('a'.repeat(601))).err).toContain('longer than 600 characters');
      expect((await answer('Hello', '1234')).err).toContain('at least eight characters');
      expect((await answer('Hello')).code).toBe(0);
      const made = JSON.parse(readFileSync(at('answer'), 'utf8'));
      const forge = (name: string, change: object) => writeFileSync(at(name), JSON.stringify({ ...made, ...change }));
      forge('forged', { sealed: `${made.sealed.slice(0, 40)}AAAA${made.sealed.slice(44)}` });
      forge('stolen', { organisation: 'tais-plus' });
      for (const file of ['forged', 'stolen'])
        expect((await operator(['reports', 'deliver', at(file)])).err).toContain('not signed by a holder');
      writeFileSync(at('cut'), readFileSync(at('answer')).subarray(0, 300));
      expect((await operator(['reports', 'deliver', at('cut')])).err).toContain('cut short');
      expect(await room.desk.look(code)).toMatchObject({ value: { answers: [] } });
    });
  });
});
