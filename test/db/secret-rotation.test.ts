import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createButtonSeal } from '../../bot/button-seal.ts';
import { createCardFeedback, readCardFeedback } from '../../db/card-feedback.ts';
import { createCarryOver } from '../../db/carry-over.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import type { Database } from '../../db/client.ts';
import { createConversationStateStore } from '../../db/conversation-state.ts';
import { type Keyring, openKeyring } from '../../db/keyring.ts';
import { type RotatableSecret, retireSecrets, rotatableSecrets, rotateSecret } from '../../db/secret-files.ts';
import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatSettings } from '../../domain/chat-settings.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { newAlias } from '../support/keyrings.ts';
import { openRoom, someReport } from '../support/report-room.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'zont-secrets-'));
  openKeyring(directory);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const names = Object.keys(rotatableSecrets) as RotatableSecret[];
const hex = (keys: readonly Buffer[]) => keys.map((key) => key.toString('hex'));
const keysOn = (day: string, purpose = 'chat-settings/seal') => hex(openKeyring(directory, day).subkeys(purpose));
const modeOf = (name: string) => (statSync(join(directory, name)).mode & 0o777).toString(8);

describe('a rotated secret', () => {
  it('has a key of its own that only the owner can read, tried before the former one', () => {
    const [before] = keysOn('2026-11-22');
    expect(rotateSecret(directory, 'settings', '2026-11-22')).toBe(1);
    expect(readdirSync(directory).sort()).toEqual(['settings.1.2026-11-22.key', 'zont.key']);
    expect(modeOf('settings.1.2026-11-22.key')).toBe('400');
    const [now, former, ...more] = keysOn('2026-11-22');
    expect([former, more]).toEqual([before, []]);
    expect(now).not.toBe(before);
  });

  it('leaves every other secret as it was', () => {
    for (const name of names) {
      const others = Object.values(rotatableSecrets).filter((purpose) => purpose !== rotatableSecrets[name]);
      const before = others.map((purpose) => keysOn('2026-11-22', `${purpose}/any`)[0]);
      rotateSecret(directory, name, '2026-11-22');
      expect(
        others.map((purpose) => keysOn('2026-11-22', `${purpose}/any`)[0]),
        name,
      ).toEqual(before);
    }
    expect(keysOn('2026-11-22', 'something-else')).toHaveLength(1);
  });

  it('gives up the former key 30 days later, and its file with it', () => {
    const [root] = keysOn('2026-11-22');
    rotateSecret(directory, 'settings', '2026-11-22');
    rotateSecret(directory, 'settings', '2026-12-01');
    const all = keysOn('2026-12-22');
    expect(all).toHaveLength(3);
    expect(all[2]).toBe(root);
    expect(retireSecrets(directory, '2026-12-22')).toBe(0);
    expect(keysOn('2026-12-23')).toEqual(all.slice(0, 2));
    expect(retireSecrets(directory, '2026-12-31')).toBe(0);
    expect(retireSecrets(directory, '2027-01-01')).toBe(1);
    expect(keysOn('2027-01-01')).toEqual(all.slice(0, 1));
    // A clock that is wrong brings no key back.
    expect(keysOn('2026-12-01')).toEqual(all.slice(0, 1));
    expect(readdirSync(directory).sort()).toEqual(['settings.2.2026-12-01.key', 'zont.key']);
  });

  it('keeps the former alias key for as long as a booking under it may stand', () => {
    rotateSecret(directory, 'alias', '2026-11-22');
    const keysAfter = (days: number) =>
      keysOn(dayOf(Date.UTC(2026, 10, 22) + days * 86_400_000), rotatableSecrets.alias);
    // The last hour of the eight weeks, and the two days for which what ties it to the chat is kept.
    const forgotten = bookingFigures.weeksAhead * 7 + 2;
    expect(keysAfter(forgotten)).toHaveLength(2);
    expect(keysAfter(forgotten + 2)).toHaveLength(1);
  });

  it('is whole or not there, wherever its making was cut short', () => {
    const before = keysOn('2026-11-22');
    for (const bytes of [0, 7, 32]) {
      writeFileSync(join(directory, `settings.1.2026-11-22.key.${bytes}`), Buffer.alloc(bytes, 1));
      expect(keysOn('2026-11-22')).toEqual(before);
    }
    writeFileSync(join(directory, 'nobody.1.2026-11-22.key'), 'not ours');
    expect(rotateSecret(directory, 'settings', '2026-11-22')).toBe(1);
    expect(keysOn('2026-11-22')).toHaveLength(2);
  });

  it('is refused in words when its file is no key', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'alias.1.2026-11-22.key'), 'CANARY');
    expect(() => openKeyring(directory)).toThrow(/alias\.1\.2026-11-22\.key: it holds 6 bytes, not 32/);
  });
});

const osh: ChatSettings = { language: 'ky', country: 'KG' };
const today = '2026-11-22';
const now = () => Date.parse(`${today}T09:00:00Z`);

/** A database whose writes fail from the n-th on, as if the program were killed there. */
function dyingAt(db: Database, allowed: number): Database {
  let writes = 0;
  const write = (name: 'update' | 'delete' | 'insert') => ({
    value: (...args: unknown[]) => {
      if (++writes > allowed) throw new Error('killed');
      return (db[name] as (...all: unknown[]) => unknown)(...args);
    },
  });
  return Object.create(db, { update: write('update'), delete: write('delete'), insert: write('insert') });
}

describeOnBothDatabases('what was sealed before a rotation', (open) => {
  const stores = (db: Database, keyring: Keyring) => ({
    settings: createChatSettingsStore(db, keyring),
    states: createConversationStateStore<string>(db, keyring, now),
    carryOver: createCarryOver(db, keyring),
  });

  it.each(names)(
    'is found again after the key of "%s" was rotated, wherever the carrying was cut short',
    async (name) => {
      const db = await open();
      for (let allowed = 0; allowed <= 4; allowed++) {
        const [alias, formerAlias] = name === 'alias' ? [newAlias(), newAlias()] : Array(2).fill(newAlias());
        const formers = name === 'alias' ? [formerAlias] : [];
        const before = stores(db, openKeyring(directory));
        await before.settings.save(formerAlias, osh, today);
        await before.states.write(formerAlias, 'asked for the country');
        rotateSecret(directory, name, today);
        const keyring = openKeyring(directory, today);
        await createCarryOver(dyingAt(db, allowed), keyring)
          .carry(alias, formers)
          .catch(() => {});
        const after = stores(db, keyring);
        await after.carryOver.carry(alias, formers);
        expect(await after.settings.find(alias, today)).toEqual(osh);
        expect(await after.states.read(alias)).toBe('asked for the country');
      }
    },
  );

  it('is under the new key alone once it was carried over, and forgotten with it', async () => {
    const db = await open();
    const alias = newAlias();
    const before = stores(db, openKeyring(directory));
    await before.settings.save(alias, osh, today);
    rotateSecret(directory, 'settings', today);
    const after = stores(db, openKeyring(directory, today));
    expect(await after.settings.find(alias, today)).toBeNull();
    await after.carryOver.carry(alias, []);
    expect(await before.settings.find(alias, today)).toBeNull();
    await after.settings.forget(alias);
    await after.carryOver.carry(alias, []);
    expect(await after.settings.find(alias, today)).toBeNull();
  });

  it('never takes the place of what the person has said since', async () => {
    const db = await open();
    const alias = newAlias();
    await stores(db, openKeyring(directory)).settings.save(alias, osh, today);
    rotateSecret(directory, 'settings', today);
    const after = stores(db, openKeyring(directory, today));
    const chosen: ChatSettings = { language: 'ru', country: 'KZ' };
    await after.settings.save(alias, chosen, today);
    await after.carryOver.carry(alias, []);
    expect(await after.settings.find(alias, today)).toEqual(chosen);
    expect(await stores(db, openKeyring(directory)).settings.find(alias, today)).toEqual(chosen);
  });

  it('is carried over from the one before the last as well, and not once that is retired', async () => {
    const db = await open();
    const [alias, late] = [newAlias(), newAlias()];
    const first = stores(db, openKeyring(directory));
    for (const one of [alias, late]) await first.settings.save(one, osh, today);
    rotateSecret(directory, 'settings', today);
    rotateSecret(directory, 'settings', today);
    const after = stores(db, openKeyring(directory, today));
    await after.carryOver.carry(alias, []);
    expect(await after.settings.find(alias, today)).toEqual(osh);
    const later = stores(db, openKeyring(directory, '2026-12-23'));
    await later.carryOver.carry(late, []);
    expect(await later.settings.find(late, today)).toBeNull();
    expect(await later.settings.find(alias, today)).toEqual(osh);
  });

  it('costs no query where nothing was rotated', async () => {
    const broken = new Proxy({}, { get: () => expect.unreachable('the database was asked') }) as Database;
    await createCarryOver(broken, openKeyring(directory)).carry(newAlias(), []);
  });

  it('feedback of every month is sealed anew at the next count, the frozen ones too', async () => {
    const db = await open();
    const at = (day: string, keyring: Keyring) =>
      createCardFeedback({ db, keyring, now: () => Date.parse(`${day}T09:00:00Z`), cards: ['stigma-1'] });
    const before = openKeyring(directory);
    await at('2026-09-22', before).flush();
    await at('2026-11-22', before).flush();
    const shown = await readCardFeedback(db, before);
    rotateSecret(directory, 'feedback', today);
    const rotated = openKeyring(directory, today);
    expect(await readCardFeedback(db, rotated)).toEqual(shown);
    await at('2026-11-23', rotated).flush();
    expect((await readCardFeedback(db, before)).unreadable).toEqual(['2026-11', '2026-09']);
    expect(await readCardFeedback(db, openKeyring(directory, '2027-01-22'))).toEqual(shown);
  });

  it('counts of reports are read as before, and all sealed anew by the nightly job, the frozen ones too', async () => {
    const db = await open();
    const roomOn = (day: string, keepsRows = true) =>
      openRoom(db, { keyring: openKeyring(directory, day), keysDirectory: directory, day, keepsRows });
    const before = await roomOn('2026-11-22', false);
    await before.sendsMany(5);
    await before.jobs.fold();
    before.day = '2027-02-01';
    await before.jobs.freeze();
    const shown = await before.counts();
    expect(shown.tables.length).toBeGreaterThan(0);
    rotateSecret(directory, 'counts', '2027-02-01');
    const rotated = await roomOn('2027-02-01');
    expect(await rotated.counts()).toEqual(shown);
    await rotated.jobs.fold();
    expect((await before.counts()).unreadable).toHaveLength(await rotated.rowsIn('report_counts'));
    const later = await roomOn('2027-04-01');
    expect(await later.counts()).toEqual(shown);
  });

  it('a code finds its report when the key of forms was rotated, and no button from before makes a second one', async () => {
    const former = openKeyring(directory);
    const before = await openRoom(await open(), { keyring: former, keysDirectory: directory });
    const alias = newAlias();
    const nonce = new Uint8Array(16).fill(7);
    const button = createButtonSeal(former).seal('form', alias, nonce);
    const sent = await before.desk.confirm(someReport(), nonce);
    if (!sent.ok) throw new Error(sent.error);
    rotateSecret(directory, 'forms', today);
    const keyring = openKeyring(directory, today);
    const rotated = await openRoom(before.db, { keyring, keysDirectory: directory, keepsRows: true });
    expect(await rotated.desk.look(sent.value.code)).toMatchObject({ ok: true });
    expect(createButtonSeal(keyring).open('form', alias, button)).toBeNull();
    // What the button must not lead to.
    const other = await rotated.desk.confirm(someReport(), nonce);
    expect(other).not.toEqual(sent);
  });
});
