import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeHolderKey, sealHolderKey, signingKeyIn } from '../db/reports/holder-key.ts';
import type { ReceivingKeys } from '../db/reports/receiving-keys.ts';
import { countries } from '../domain/country.ts';
import { type OrganisationId, parseOrganisationId } from '../domain/organisation-id.ts';

export const exampleOrganisation = parseOrganisationId('example-organisation') as OrganisationId;

/** In the folder of keys. It has no passphrase: everybody may read what was sent to an example. */
export const exampleKeyName = 'example-organisation.zontkey';

export interface ExampleOptions {
  readonly receivingKeys: ReceivingKeys;
  readonly keysDirectory: string;
  /** False wherever real people may write: then no example is left over from a preview, either. */
  readonly isPreview: boolean;
}

/**
 * Gives the preview an organisation whose both halves of the key lie on this machine, so that the whole
 * way of a report can be tried. Its key is thrown away when it ends, or when a real bot starts here.
 * @returns the path of its key, or null without a preview
 */
export async function keepExample({ receivingKeys, keysDirectory, isPreview }: ExampleOptions): Promise<string | null> {
  const path = join(keysDirectory, exampleKeyName);
  const examples = (await receivingKeys.list()).filter(({ isExample }) => isExample);
  if (!isPreview) {
    if (examples.length > 0) await receivingKeys.forgetExamples();
    rmSync(path, { force: true });
    return null;
  }
  // Not opened as a whole: that waits behind the database's own threads, and a third of a second at each start.
  const held = existsSync(path) ? signingKeyIn(readFileSync(path)) : null;
  const isInOrder = examples.some((key) => key.isServing && held && key.signingKey.equals(held));
  if (isInOrder) return path;
  await receivingKeys.forgetExamples();
  const key = await makeHolderKey(exampleOrganisation);
  mkdirSync(keysDirectory, { recursive: true, mode: 0o700 });
  writeFileSync(path, await sealHolderKey(key, null), { mode: 0o600 });
  await receivingKeys.register({ ...key, countries, isExample: true });
  return path;
}
