import { offeredCities, type Whereabouts } from '../../../domain/country.ts';
import type { DirectoryFile, SeedOrganization } from './schema.ts';

const longestButton = 24;

/** A file that has the right shape; `name` is the file's name without its folder. */
export interface NamedFile {
  readonly name: string;
  readonly file: DirectoryFile;
}

/** What the shape alone cannot say: every fault as `KG.json: path: reason`, over all files. */
export function faultsBetween(files: readonly NamedFile[]): string[] {
  return [
    ...files.filter(({ name, file }) => name !== `${file.country}.json`).map(misnamed),
    ...repeatedIds(files),
    ...files.flatMap(({ name, file }) =>
      file.organizations.flatMap((organization, index) =>
        faultsOf(organization, file.country).map((fault) => `${name}: organizations[${index}].${fault}`),
      ),
    ),
  ];
}

const misnamed = ({ name, file }: NamedFile) => `${name}: country: is ${file.country}, unlike the file's name`;

function repeatedIds(files: readonly NamedFile[]): string[] {
  const places = new Map<string, string>();
  return files.flatMap(({ name, file }) =>
    file.organizations.flatMap(({ id }, index) => {
      const first = places.get(id);
      if (first) return [`${name}: organizations[${index}].id: "${id}" is used already in ${first}`];
      places.set(id, `${name}: organizations[${index}]`);
      return [];
    }),
  );
}

function faultsOf(organization: SeedOrganization, country: Whereabouts): string[] {
  return [...nameFaults(organization), ...cityFaults(organization), ...descriptionFaults(organization, country)];
}

function nameFaults({ name, shortName }: SeedOrganization): string[] {
  if (shortName) return [];
  return Object.entries(name)
    .filter(([, text]) => [...text].length > longestButton)
    .map(([language]) => `name.${language}: longer than ${longestButton} characters, so shortName is needed`);
}

function cityFaults({ locations, services }: SeedOrganization): string[] {
  const places = [
    ...locations.map((place, index) => ({ ...place, path: `locations[${index}]` })),
    ...services.flatMap(({ serviceAreas }, service) =>
      serviceAreas.map((place, index) => ({ ...place, path: `services[${service}].serviceAreas[${index}]` })),
    ),
  ];
  return places
    .filter(({ country, city }) => city !== null && !(offeredCities(country) as readonly string[]).includes(city))
    .map(({ country, city, path }) => `${path}.city: "${city}" is not an offered city of ${country}`);
}

function descriptionFaults({ isListed, services }: SeedOrganization, country: Whereabouts): string[] {
  if (!isListed || !['KG', 'INT'].includes(country)) return [];
  return services.flatMap(({ description }, index) =>
    description ? [] : [`services[${index}].description: is missing`],
  );
}
