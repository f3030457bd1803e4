import { openDatabase, openProcessGroup } from '../db/open-database.ts';
import { oneProcess } from '../db/process-group.ts';
import { loadCopingContent } from '../db/seed/coping/index.ts';
import { loadSeedDirectory } from '../db/seed/directory/index.ts';
import { openKeyringOf } from '../db/whose-keys.ts';
import { dayOf } from '../domain/calendar-day.ts';
import { prepareCrisisWords } from '../domain/crisis-words/index.ts';
import { loadChannel } from './channels/load-channel.ts';
import { createClosers } from './closers.ts';
import { type Config, isForPreview } from './config.ts';
import { aliasesOf } from './edge/alias.ts';
import { createFaultLog } from './fault-log.ts';
import { startJobs } from './jobs/index.ts';
import { createFaultCounts } from './monitoring/fault-counts.ts';
import { type Line, openLine } from './open-line.ts';
import { openStores } from './open-stores.ts';
import type { Outside } from './outside.ts';
import { openSideDoors } from './side-doors.ts';

export interface App {
  /** What to tell the operator, a line each. */
  readonly announcements: readonly string[];
  /** Takes nothing new, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/**
 * The composition root: opens everything in order, and starts to listen last.
 * @throws Error in words for the operator when something cannot be opened
 */
export async function startApp(config: Config, outside: Partial<Outside> = {}): Promise<App> {
  const now = outside.now ?? Date.now;
  const faultCounts = createFaultCounts(outside.faults ?? createFaultLog(now), now);
  const faults = faultCounts.log;
  const today = () => dayOf(now());
  // Before the database is waited for: it opens meanwhile.
  const loadingChannel = outside.channel ?? loadChannel(config.channel);
  const seedFiles = loadSeedDirectory();
  const coping = loadCopingContent();
  const [database, createChannel] = await Promise.all([
    outside.opening ?? openDatabase(config.database),
    loadingChannel,
  ]);
  const { db } = database;
  const closers = createClosers((error) => faults.report('closing_failed', 'start', error));
  closers.add(() => database.close());

  try {
    const keyring = await openKeyringOf(db, config.keysDirectory, today());
    const aliases = aliasesOf(keyring.subkeys('chat-alias'), config.channel.kind);
    const cards = coping.en.cards.map(({ id }) => id);
    const stores = await openStores({ config, db, keyring, now, seedFiles, cards, aliases });
    // A tab of the preview belongs to one process.
    const group = config.channel.kind === 'telegram' ? await openProcessGroup(config.database) : oneProcess;
    closers.add(() => group.leave());
    closers.add(() => stores.feedback.flush());
    closers.add(() => stores.contactFaults.flush());
    const line = openLine({
      config,
      stores,
      coping,
      keyring,
      aliases,
      group,
      createChannel,
      today,
      now,
      faults,
      outside,
    });
    await openSideDoors({ config, db, keyring, stores, faultCounts, now }, closers);
    closers.add(line.settle);
    await line.start();
    startJobs(
      {
        stores,
        keysDirectory: config.keysDirectory,
        line,
        once: group.once,
        today,
        now,
        isPreview: isForPreview(config),
        faults,
        everyTenMinutes: outside.everyTenMinutes,
        everyMinute: outside.everyMinute,
      },
      closers,
    );
    // Not before the first answer: a start should take no longer than it must.
    const warmUp = setTimeout(prepareCrisisWords, 2_000).unref();
    closers.add(() => clearTimeout(warmUp));
    closers.add(line.stop);
    return { announcements: announcementsFor(config, line), stop: closers.closeAll };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

function announcementsFor(config: Config, { announcement, warning }: Line): readonly string[] {
  const isRisky = config.channel.kind === 'telegram' && config.database.kind === 'embedded';
  return [
    announcement,
    ...(warning === null ? [] : [warning]),
    ...(isRisky
      ? [
          'Warning: the embedded database can lose data in a power cut. For real service set DATABASE_URL to a PostgreSQL server (docs/operators.md).',
        ]
      : []),
  ];
}
