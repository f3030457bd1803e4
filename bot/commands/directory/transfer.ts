import { Encrypter } from 'age-encryption';
import { addContactChecks, readContactChecks } from '../../../db/contact-checks.ts';
import { keepImportedDirectory, readImportedDirectory } from '../../../db/directory-files.ts';
import { fromHsds } from '../../../db/hsds/from-hsds.ts';
import { toHsds } from '../../../db/hsds/to-hsds.ts';
import { createReferralStore } from '../../../db/referrals.ts';
import type { DirectoryFile } from '../../../db/seed/directory/schema.ts';
import { seedDirectory } from '../../../db/seed-directory.ts';
import { dayOf } from '../../../domain/calendar-day.ts';
import { contactVisibility } from '../../../domain/contact-visibility.ts';
import { readDirectoryFiles } from '../directory-files.ts';
import type { ProgramParts } from '../program-command.ts';
import { CommandFault, type Terminal } from '../terminal.ts';

/** Writes what the bot may show today, with the days on which contacts were checked. */
export async function exportPublic(parts: ProgramParts, terminal: Terminal, path: string): Promise<number> {
  const files = await publicPart(parts);
  await terminal.writeFile(path, toBytes(toHsds(files, [], 'public')));
  terminal.print(`${path}: ${countOf(files)} organisations, with the contacts that the bot may show today.`);
  return 0;
}

/** Writes everything, notes for those who check and their log too, so that only the recipient, a public key of age, can read it. */
export async function exportFull(
  { db }: ProgramParts,
  terminal: Terminal,
  path: string,
  recipient: string,
): Promise<number> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const files = await currentFiles(db);
  const document = toHsds(files, await readContactChecks(db), 'full');
  await terminal.writeFile(path, await encrypter.encrypt(toBytes(document)));
  terminal.print(`${path}: ${countOf(files)} organisations. Read it with: age --decrypt -i KEY ${path}`);
  return 0;
}

/** Puts a full export in the place of the directory: whole, or not at all. */
export async function importFull(parts: ProgramParts, terminal: Terminal, path: string): Promise<number> {
  const bytes = await terminal.readFile(path);
  if (bytes.toString('latin1', 0, 18) === 'age-encryption.org') {
    throw new CommandFault(`${path} is encrypted. Decrypt it first: age --decrypt -i KEY ${path} > directory.json`);
  }
  const read = fromHsds(bytes.toString('utf8'));
  if ('faults' in read) {
    for (const fault of read.faults) terminal.complain(`${path}: ${fault}`);
    terminal.complain(`${read.faults.length} faults. Nothing was imported.`);
    return 1;
  }
  await parts.db.transaction(async (transaction) => {
    await keepImportedDirectory(transaction, read.files);
    await addContactChecks(transaction, read.checks);
    await seedDirectory(transaction, read.files);
  });
  await parts.directoryChanged();
  terminal.print(
    `${countOf(read.files)} organisations and ${read.checks.length} checks are in the place of the former ones.`,
  );
  terminal.print("Back to the program's own files: npm run zont -- directory reset");
  return 0;
}

/** Goes back to the directory of the program's own files; checks stay. */
export async function resetDirectory({ db, directoryChanged }: ProgramParts, { print }: Terminal): Promise<number> {
  const files = readDirectoryFiles();
  await db.transaction(async (transaction) => {
    await keepImportedDirectory(transaction, null);
    await seedDirectory(transaction, files);
  });
  await directoryChanged();
  print(`The directory is that of the program's files again: ${countOf(files)} organisations.`);
  return 0;
}

const currentFiles = async (db: ProgramParts['db']) => (await readImportedDirectory(db)) ?? readDirectoryFiles();

/** Listed organisations with the contacts that the bot would show today, dated by the last check. */
async function publicPart({ db, config, now }: ProgramParts): Promise<readonly DirectoryFile[]> {
  const today = dayOf(now());
  const contacts = (await createReferralStore(db).loadServices()).flatMap((service) => service.contacts);
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const shown = (id: string) => {
    const contact = byId.get(id);
    const seen = contact ? contactVisibility(contact, today, config) : 'hidden';
    return seen === 'hidden' || !contact ? [] : [seen === 'checked' ? contact.assuredOn : null];
  };
  return (await currentFiles(db)).map(({ country, organizations }) => ({
    country,
    organizations: organizations
      .filter(({ isListed }) => isListed)
      .map((organization) => ({
        ...organization,
        contacts: organization.contacts.flatMap((contact) =>
          shown(`${organization.id}:${contact.type}:${contact.value}`).map((assuredOn) => ({ ...contact, assuredOn })),
        ),
      })),
  }));
}

const toBytes = (document: unknown) => Buffer.from(`${JSON.stringify(document, null, 1)}\n`);
const countOf = (files: readonly DirectoryFile[]) => files.reduce((sum, file) => sum + file.organizations.length, 0);
