import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bookingFigures } from '../domain/booking/booking-rules.ts';
import { type CalendarDay, daysBetween } from '../domain/calendar-day.ts';
import { flushFolder, giveToOwnerOfFolder } from './key-folder.ts';

/** Bytes of every key. */
export const keyLength = 32;

/**
 * The secrets that can be rotated, under the names that an operator types, and the purposes of
 * `Keyring` that each of them covers. What a store seals for longer, or can never seal anew, is not here.
 */
export const rotatableSecrets = {
  settings: 'chat-settings',
  conversations: 'conversation-state',
  sweep: 'sweep-list',
  alias: 'chat-alias',
  feedback: 'card-feedback',
  contacts: 'contact-faults',
  counts: 'report-counts',
  forms: 'report-button',
} as const;
export type RotatableSecret = keyof typeof rotatableSecrets;

/** Settings, the sweep list and what else stands under a chat's key live no longer, but for bookings. */
const usualDays = 30;
/** A booking and its reminders stand under a chat's alias from the day they are made until they are forgotten. */
const bookingDays = bookingFigures.weeksAhead * 7 + Math.ceil(bookingFigures.keptHours / 24) + 1;

/** For so many days a secret's former key is kept: nothing that it protects lives longer without being sealed anew. */
export const retiredAfterDays = (secret: RotatableSecret): number => (secret === 'alias' ? bookingDays : usualDays);

/**
 * One key of a secret. The first of each is made of the root key and has no file; each rotation adds
 * `settings.1.2026-11-22.key`, whose bytes come from nowhere else, so that a root key that leaked says
 * nothing of it. The day is in the name, since copies and backups change a file's own dates.
 */
export interface SecretFile {
  readonly secret: RotatableSecret;
  readonly number: number;
  readonly madeOn: CalendarDay;
  readonly path: string;
}

/** The keys of a directory, the newest of each secret first. Drafts of a rotation that was cut short are none. */
export function listSecretFiles(directory: string): readonly SecretFile[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const [, secret = '', number, madeOn = ''] = /^([a-z]+)\.(\d+)\.(\d{4}-\d\d-\d\d)\.key$/.exec(name) ?? [];
      if (!Object.hasOwn(rotatableSecrets, secret)) return [];
      return [{ secret: secret as RotatableSecret, number: Number(number), madeOn, path: join(directory, name) }];
    })
    .sort((a, b) => b.number - a.number);
}

/** The files of one secret that may still open something, and whether the root key may. */
export function aliveKeys(
  files: readonly SecretFile[],
  secret: RotatableSecret,
  today: CalendarDay,
): { readonly files: readonly SecretFile[]; readonly isRootAlive: boolean } {
  const newestFirst = files.filter((file) => file.secret === secret);
  // A key is done with when the one that followed it has served long enough.
  const isOver = ({ madeOn }: SecretFile) => daysBetween(madeOn, today) > retiredAfterDays(secret);
  const last = newestFirst.findIndex(isOver);
  if (last >= 0) return { files: newestFirst.slice(0, last + 1), isRootAlive: false };
  // The first key that followed the root key is deleted no sooner than the root key is done with.
  const hasFirst = newestFirst.some(({ number }) => number === 1);
  return { files: newestFirst, isRootAlive: newestFirst.length === 0 || hasFirst };
}

/**
 * Makes the next key of a secret. It serves from the program's next start on.
 * @returns the number of the new key
 */
export function rotateSecret(directory: string, secret: RotatableSecret, today: CalendarDay): number {
  const newest = listSecretFiles(directory).find((file) => file.secret === secret);
  const number = (newest?.number ?? 0) + 1;
  makeKeyFile(join(directory, `${secret}.${number}.${today}.key`));
  return number;
}

/** Deletes keys that nothing needs any more, and drafts; answers how many keys. */
export function retireSecrets(directory: string, today: CalendarDay): number {
  const files = listSecretFiles(directory);
  const alive = new Set(
    (Object.keys(rotatableSecrets) as RotatableSecret[]).flatMap((secret) => aliveKeys(files, secret, today).files),
  );
  const retired = files.filter((file) => !alive.has(file));
  for (const { path } of retired) rmSync(path, { force: true });
  return retired.length;
}

/** Makes a key of random bytes (mode 0400), or leaves the one that is there. It stands on disk when this returns. */
export function makeKeyFile(path: string): void {
  // Written whole under another name and then linked, so that nobody ever reads half a key.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(keyLength), { mode: 0o400, flag: 'wx', flush: true });
  try {
    giveToOwnerOfFolder(draft);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  flushFolder(dirname(path));
}

/** @throws Error in words when it holds anything but a key */
export function readKeyFile(path: string): Buffer {
  const key = readFileSync(path);
  if (key.length !== keyLength) throw new Error(`it holds ${key.length} bytes, not ${keyLength}`);
  return key;
}
