import { expect, it } from 'vitest';
import { createReferralStore } from '../../db/referrals.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import type { DirectoryFile, SeedOrganization } from '../../db/seed/directory/schema.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import type { Service } from '../../domain/referral.ts';
import { describeOnBothDatabases } from '../support/databases.ts';

/** What the files say, in the words of the domain: written apart from the seed on purpose. */
function expectedServices(files: readonly DirectoryFile[]): Map<string, Service> {
  const listed = files.flatMap((file) => file.organizations).filter((one) => one.isListed);
  return new Map(
    listed.flatMap((organization) =>
      organization.services.map((service, index) => {
        const id = index === 0 ? organization.id : `${organization.id}-${index + 1}`;
        return [id, expectedService(id, organization, service)] as const;
      }),
    ),
  );
}

function expectedService(
  id: string,
  organization: SeedOrganization,
  service: SeedOrganization['services'][number],
): Service {
  return {
    id,
    organization: {
      id: organization.id,
      name: organization.name,
      shortName: organization.shortName ?? organization.name,
    },
    kinds: service.kinds,
    flags: Object.fromEntries(Object.entries(service.flags).map(([flag, { claim }]) => [flag, claim])),
    languages: service.languages.map(({ code }) => code),
    hours: service.hours ? service.hours.value : null,
    description: service.description,
    serviceAreas: service.serviceAreas as Service['serviceAreas'],
    locations: organization.locations as unknown as Service['locations'],
    contacts: organization.contacts.map(({ type, value, labels, isOnHold, isAlwaysShown, assuredOn }) => ({
      id: expect.any(String),
      ...{ type, value, labels, isOnHold, isAlwaysShown, assuredOn },
    })),
    warnBefore: organization.warnBefore,
    hiddenIn: organization.hiddenIn,
  };
}

describeOnBothDatabases('the referral store', (open) => {
  it('gives back every listed service with all its parts as they stand in the files', async () => {
    const db = await open();
    const files = loadSeedDirectory();
    const loaded = await createReferralStore(db).loadServices();
    const expected = expectedServices(files);
    expect(loaded.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
    for (const service of loaded) expect(service, service.id).toMatchObject(expected.get(service.id) as Service);
  });

  it('gives every contact an id of its own', async () => {
    const loaded = await createReferralStore(await open()).loadServices();
    const byOrganization = new Map(loaded.map((service) => [service.organization.id, service]));
    const ids = [...byOrganization.values()].flatMap((service) => service.contacts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('answers in the same order every time and on every database', async () => {
    const db = await open();
    const first = await createReferralStore(db).loadServices();
    expect(await createReferralStore(db).loadServices()).toEqual(first);
    const ids = first.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it('keeps the order of the files for an entry with more than ten areas, places and contacts', async () => {
    const db = await open();
    const [file] = loadSeedDirectory();
    const [organization] = file?.organizations ?? [];
    const [service] = organization?.services ?? [];
    const [contact] = organization?.contacts ?? [];
    if (!file || !organization || !service || !contact) throw new Error('the directory is empty');
    const codes = ['PT', 'KG', 'FI', 'KZ', 'UA', 'RU', 'DE', 'PL', 'TR', 'FR', 'GB', 'ES', 'SE'] as const;
    const wide: DirectoryFile = {
      country: 'KG',
      organizations: [
        {
          ...organization,
          id: 'wide',
          isListed: true,
          services: [{ ...service, serviceAreas: codes.map((country) => ({ country, city: null })) }],
          locations: codes.map((country) => ({ country, city: null, cityName: null })),
          contacts: codes.map((code) => ({ ...contact, value: `+1 ${code}` })),
        },
      ],
    };
    await seedDirectory(db, [wide]);
    const [loaded] = await createReferralStore(db).loadServices();
    expect(loaded?.contacts.map(({ value }) => value)).toEqual(codes.map((code) => `+1 ${code}`));
    expect(loaded?.serviceAreas.map(({ country }) => country)).toEqual(codes);
    expect(loaded?.locations.map(({ country }) => country)).toEqual(codes);
  });
});
