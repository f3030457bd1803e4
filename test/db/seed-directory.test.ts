import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../../db/client.ts';
import { createReferralStore } from '../../db/referrals.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import type { DirectoryFile, SeedOrganization } from '../../db/seed/directory/schema.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import { describeOnBothDatabases, rowsOf } from '../support/databases.ts';

const files = loadSeedDirectory();

/** The files with one organisation changed. */
function withChange(id: string, change: (organization: SeedOrganization) => SeedOrganization): DirectoryFile[] {
  return files.map((file) => ({
    ...file,
    organizations: file.organizations.map((organization) =>
      organization.id === id ? change(organization) : organization,
    ),
  }));
}

const anOrganization = (() => {
  const found = files
    .flatMap((file) => file.organizations)
    .find(
      ({ isListed, contacts }) => isListed && contacts.length >= 2 && contacts.every((one) => one.assuredOn === null),
    );
  if (!found) throw new Error('the directory has no organisation with two contacts');
  return found;
})();
const { id } = anOrganization;
const anotherId = files.flatMap((file) => file.organizations).find((one) => one.isListed && one.id !== id)?.id ?? '';

/** Every row of the directory with the transaction that wrote it. */
const dump = (db: Database) =>
  rowsOf<{ row: string }>(
    db,
    sql`select row from (
      select o::text || xmin::text as row from organizations o union all select s::text || xmin::text from services s
      union all select a::text || xmin::text from service_areas a union all select l::text || xmin::text from locations l
      union all select c::text || xmin::text from contacts c union all select v::text || xmin::text from seed_versions v
    ) as rows order by row collate "C"`,
  );

const assure = (db: Database, contact: string, day: string) =>
  db.execute(sql`update contacts set assured_on = ${day}::date where id = ${contact}`);

const assuredDays = (db: Database) =>
  rowsOf<{ value: string; day: string | null }>(
    db,
    sql`select value, assured_on::text as day from contacts where organization_id = ${id} order by position`,
  );

const idOf = ({ type, value }: SeedOrganization['contacts'][number]) => `${id}:${type}:${value}`;

/** A note that hours are known of long ago: the screen would show the hours without it. */
const isOfOldDays = (note: string | undefined) => /\b(19\d\d|20[01]\d|2020)\b/.test(note ?? '');

it('has no opening hours that are known only of 2020 or before', () => {
  const hours = files.flatMap(({ organizations }) =>
    organizations.flatMap(({ id: of, services }) => services.map(({ hours }) => ({ of, hours }))),
  );
  expect(hours.filter((one) => one.hours !== null).length).toBeGreaterThan(20);
  expect(hours.filter((one) => isOfOldDays(one.hours?.note)).map(({ of }) => of)).toEqual([]);
});

describeOnBothDatabases('seeding the referral directory', (open) => {
  it('writes into an empty database, and nothing the second time', async () => {
    const db = await open();
    await db.execute(sql`truncate organizations, seed_versions cascade`);
    expect(await seedDirectory(db, files)).toBe(true);
    const written = await dump(db);
    expect(written.length).toBeGreaterThan(300);
    expect(await seedDirectory(db, files)).toBe(false);
    expect(await seedDirectory(db, loadSeedDirectory())).toBe(false);
    expect(await dump(db)).toEqual(written);
  });

  it('rewrites all when a file changed, and takes out what the files no longer list', async () => {
    const db = await open();
    const renamed = { en: 'New name', ru: 'Новое имя', ky: 'Жаңы ат' };
    const changed = withChange(id, (organization) => ({ ...organization, name: renamed, shortName: undefined }));
    expect(await seedDirectory(db, changed)).toBe(true);
    const nameNow = async () =>
      (await createReferralStore(db).loadServices()).find(({ organization }) => organization.id === id)?.organization;
    expect(await nameNow()).toEqual({ id, name: renamed, shortName: renamed });

    expect(
      await seedDirectory(
        db,
        withChange(id, (one) => ({ ...one, isListed: false })),
      ),
    ).toBe(true);
    expect(await nameNow()).toBeUndefined();
    const [left] = await rowsOf<{ count: number }>(
      db,
      sql`select (count(*))::int as count from contacts where organization_id = ${id}`,
    );
    expect(left?.count).toBe(0);
  });

  it('keeps the day of a check while the contact is the same, and drops it when its value changes', async () => {
    const db = await open();
    const [first, second, ...others] = anOrganization.contacts;
    if (!first || !second) throw new Error('two contacts are needed');
    await assure(db, idOf(first), '2026-11-01');
    await assure(db, idOf(second), '2026-11-02');
    const changed = withChange(id, (organization) => ({
      ...organization,
      contacts: [
        { ...first, labels: [...first.labels, 'in_russian'] },
        { ...second, value: `${second.value}0` },
        ...others,
      ],
    }));
    expect(await seedDirectory(db, changed)).toBe(true);
    const days = await assuredDays(db);
    expect(days[0]).toEqual({ value: first.value, day: '2026-11-01' });
    expect(days[1]).toEqual({ value: `${second.value}0`, day: null });
    // The old value comes back, its check does not: nobody has tried it since.
    expect(await seedDirectory(db, files)).toBe(true);
    expect((await assuredDays(db))[1]).toEqual({ value: second.value, day: null });
  });

  it('keeps the day of a check when contacts change their order, or others come and go', async () => {
    const db = await open();
    const [first, ...others] = anOrganization.contacts;
    if (!first) throw new Error('a contact is needed');
    await assure(db, idOf(first), '2026-11-01');
    const turned = withChange(id, (organization) => ({ ...organization, contacts: [...others, first] }));
    expect(await seedDirectory(db, turned)).toBe(true);
    expect((await assuredDays(db)).at(-1)).toEqual({ value: first.value, day: '2026-11-01' });
    expect((await assuredDays(db)).filter(({ day }) => day !== null)).toHaveLength(1);
  });

  it('takes the later day when the file knows of a check as well', async () => {
    const db = await open();
    const [first, ...others] = anOrganization.contacts;
    if (!first) throw new Error('a contact is needed');
    const checkedOn = (assuredOn: string) =>
      withChange(id, (one) => ({ ...one, contacts: [{ ...first, assuredOn }, ...others] }));
    await assure(db, idOf(first), '2026-11-05');
    await seedDirectory(db, checkedOn('2026-11-01'));
    expect((await assuredDays(db))[0]?.day).toBe('2026-11-05');
    await seedDirectory(db, checkedOn('2026-11-09'));
    expect((await assuredDays(db))[0]?.day).toBe('2026-11-09');
  });

  it('changes nothing when the new directory is half broken', async () => {
    const db = await open();
    await seedDirectory(db, files);
    const before = await dump(db);
    const [first] = anOrganization.contacts;
    if (!first) throw new Error('a contact is needed');
    const broken: DirectoryFile[][] = [
      // The last table to be written refuses: all before it was written already.
      withChange(id, (one) => ({ ...one, contacts: [...one.contacts, first] })),
      withChange(id, (one) => ({ ...one, contacts: [{ ...first, assuredOn: '2999-02-31' }] })),
      withChange(id, (one) => ({ ...one, name: null as never, shortName: undefined })),
      withChange(id, (one) => ({ ...one, id: anotherId })),
      [],
    ];
    for (const [index, directory] of broken.entries()) {
      await expect(seedDirectory(db, directory), `directory ${index}`).rejects.toThrow();
      expect(await dump(db), `directory ${index}`).toEqual(before);
    }
    expect(await seedDirectory(db, files)).toBe(false);
  });
});
