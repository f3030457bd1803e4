import { createCardFeedback } from '../db/card-feedback.ts';
import { createCarryOver } from '../db/carry-over.ts';
import { createChatSettingsStore } from '../db/chat-settings.ts';
import { type OpenDatabase, openDatabase, openProcessGroup } from '../db/client.ts';
import { createContactFaults } from '../db/contact-faults.ts';
import { createConversationStateStore } from '../db/conversation-state.ts';
import { createCounsellingDesk } from '../db/counselling/create-counselling-desk.ts';
import { createOfferingDesk } from '../db/counselling/create-offering-desk.ts';
import { addExampleOrganisation } from '../db/counselling/example-organisation.ts';
import { readImportedDirectory } from '../db/directory-files.ts';
import { openKeyring } from '../db/keyring.ts';
import { ping } from '../db/ping.ts';
import { oneProcess } from '../db/process-group.ts';
import { createReferralStore } from '../db/referrals.ts';
import { createReportStore } from '../db/reports/index.ts';
import { loadCopingContent } from '../db/seed/coping/index.ts';
import { loadSeedDirectory } from '../db/seed/directory/index.ts';
import { seedDirectory } from '../db/seed-directory.ts';
import { createSweepList } from '../db/sweep-list.ts';
import { dayOf } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { onlyReviewed } from '../domain/coping-tip.ts';
import { prepareCrisisWords } from '../domain/crisis-words/index.ts';
import type { Language } from '../domain/language.ts';
import type { ReportDesk } from '../domain/report-desk.ts';
import { open } from '../handlers/callback-data.ts';
import { fallbackLanguage } from '../handlers/context.ts';
import { renderNeutral } from '../handlers/neutral.ts';
import { contentOf, replaceLiving } from '../handlers/screen.ts';
import { wordsIn } from '../locales/index.ts';
import { createBookingParts } from './booking-parts.ts';
import { commands, createBot, type StoredConversation } from './bot.ts';
import { createCarriedChats } from './carried-chats.ts';
import type { ChannelOptions, OpenedChannel } from './channels/channel.ts';
import { loadChannel } from './channels/load-channel.ts';
import { createChatMemory } from './chat-memory.ts';
import { createChatQueues } from './chat-queues.ts';
import { createClosers } from './closers.ts';
import type { Config } from './config.ts';
import { listenForCommands } from './control/listen.ts';
import { openDirectory } from './directory-at-hand.ts';
import { createAliases } from './edge/alias.ts';
import { createEdge, type ReachableChat } from './edge/edge.ts';
import { keepExample } from './example-organisation.ts';
import { createExercisePlayer } from './exercise-player.ts';
import { createFaultLog, type FaultLog } from './fault-log.ts';
import { startCounting } from './jobs/count-feedback.ts';
import { startForgetting } from './jobs/forget.ts';
import { startKeepingReports } from './jobs/keep-reports.ts';
import { startOfferingHours } from './jobs/offer-hours.ts';
import { startReloading } from './jobs/reload-directory.ts';
import { startRetiring } from './jobs/retire-secrets.ts';
import { startSweeping } from './jobs/sweep.ts';
import { createFaultCounts } from './monitoring/fault-counts.ts';
import { listenForMonitoring } from './monitoring/listen.ts';
import { createReportParts } from './report-parts.ts';
import { createUpdateSink } from './update-sink.ts';

export interface App {
  /** What to tell the operator, a line each. */
  readonly announcements: readonly string[];
  /** Takes nothing new, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** What tests put in the place of the world outside. */
export interface Outside {
  readonly now: () => number;
  readonly faults: FaultLog;
  /** The way to people. */
  readonly channel: (options: ChannelOptions) => OpenedChannel;
  /** The database, when somebody has begun to open it already. */
  readonly opening: Promise<OpenDatabase>;
  /** Waits between tries, in milliseconds. */
  readonly retryAfter?: readonly number[];
  /** In place of the desk on the database. */
  readonly desk?: ReportDesk;
  /** Waits for the next moment of an exercise. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Runs the sweeper; answers how to end that. */
  readonly everyTenMinutes?: (task: () => Promise<void>) => () => void;
}

/**
 * The composition root: opens everything in order, and starts to listen last.
 * @throws Error in words for the operator when something cannot be opened
 */
export async function startApp(config: Config, outside?: Partial<Outside>): Promise<App> {
  const now = outside?.now ?? Date.now;
  const faultCounts = createFaultCounts(outside?.faults ?? createFaultLog(now), now);
  const faults = faultCounts.log;
  const today = () => dayOf(now());
  const keyring = openKeyring(config.keysDirectory, today());
  // Before the database is waited for: it opens meanwhile.
  const loadingChannel = outside?.channel ?? loadChannel(config.channel);
  const seedFiles = loadSeedDirectory();
  const coping = loadCopingContent();
  const [database, createChannel] = await Promise.all([
    outside?.opening ?? openDatabase(config.database),
    loadingChannel,
  ]);
  const closers = createClosers((error) => faults.report('closing_failed', 'start', error));
  closers.add(() => database.close());

  try {
    await seedDirectory(database.db, (await readImportedDirectory(database.db)) ?? seedFiles);
    const directory = await openDirectory(createReferralStore(database.db));
    // A tab of the preview belongs to one process.
    const group = config.channel.kind === 'telegram' ? await openProcessGroup(config.database) : oneProcess;
    closers.add(() => group.leave());
    const settings = createChatSettingsStore(database.db, keyring);
    const conversationStates = createConversationStateStore<StoredConversation>(database.db, keyring, now);
    const copingIn = (language: Language) =>
      config.hideUnreviewedTips ? onlyReviewed(coping[language]) : coping[language];
    const feedback = createCardFeedback({
      db: database.db,
      keyring,
      now,
      cards: coping.en.cards.map(({ id }) => id),
    });
    const contactFaults = createContactFaults({
      db: database.db,
      keyring,
      now,
      organizations: () => [...new Set(directory.services().map(({ organization }) => organization.id))],
    });
    const reports = createReportStore({ db: database.db, keyring, keysDirectory: config.keysDirectory, now });
    const isPreview = config.channel.kind === 'browser';
    const offering = createOfferingDesk({ db: database.db, keyring, now });
    const desk = createCounsellingDesk({ db: database.db, keyring, now, isPreview });
    if (isPreview) await addExampleOrganisation(offering);
    await keepExample({
      receivingKeys: reports.receivingKeys,
      keysDirectory: config.keysDirectory,
      isPreview,
    });
    const reportParts = createReportParts({ desk: outside?.desk ?? reports.desk, keyring, now });
    const sealAddress = (chat: ChatAlias) => edge.sealAddress(chat);
    const bookings = createBookingParts({ desk, keyring, now, sealAddress });
    const memory = createChatMemory({ store: settings, aloneSince: group.aloneSince, today, now, faults });
    const queues = createChatQueues();
    const stopping = new AbortController();

    const channel = createChannel({
      onUpdate: (update, arrival) => sink(update, arrival),
      onGone: (address) => forget(edge.aliasOf(address)),
      faults,
      now,
      subkey: keyring.subkey,
      group,
      ...(outside?.retryAfter && { retryAfter: outside.retryAfter }),
    });
    /** Whatever else is kept of a chat is to be forgotten here: one fault stops no other. */
    const forgetKept = (alias: ChatAlias) => {
      for (const { pad } of [reportParts, bookings]) pad.clear(alias);
      return allOf([memory.forget(alias), conversationStates.delete(alias), desk.forget(alias)]);
    };
    const forget = (alias: ChatAlias) => allOf([edge.forgetMessages(alias), forgetKept(alias)]);
    const aliases = keyring.subkeys('chat-alias').map((key) => createAliases(key, config.channel.kind));
    const sweepList = createSweepList(database.db, keyring, (address) => aliases.map((aliasOf) => aliasOf(address)));
    const carryOver = createCarriedChats({ stores: [createCarryOver(database.db, keyring), desk], faults });
    const edge = createEdge({
      channel: config.channel.kind,
      aliasKeys: keyring.subkeys('chat-alias'),
      addressKey: keyring.subkey('kept-address'),
      transport: channel.transport,
      commands,
      now,
      isSuperseded: (alias) => queues.isUpdateWaiting(alias),
      sweepList,
      aloneSince: group.aloneSince,
      faults,
      onGone: (alias) => {
        void forget(alias).catch((error) => faults.report('forget_failed', 'database', error));
      },
      onLeftover: (chat) => {
        void tidyUp(chat).catch((error) => faults.report('sweeping_failed', 'telegram', error));
      },
    });
    const tidyUp = (chat: ReachableChat) =>
      queues.run(chat.alias, async () => {
        await carryOver(chat.alias, chat.formerAliases);
        const language = (await memory.peek(chat.alias))?.language ?? fallbackLanguage;
        return edge.tidyUp(chat, contentOf(renderNeutral(wordsIn(language))));
      });
    const player = createExercisePlayer({
      queues,
      edit: async (alias, { screen, route }) => {
        await replaceLiving(bot.api, alias, screen);
        edge.living.setRoute(alias, open(route.name, route.args as never), false);
      },
      holdAddress: edge.holdAddress,
      now,
      ...(outside?.wait && { wait: outside.wait }),
    });
    const bot = createBot({
      handlers: {
        services: directory.services,
        coping: copingIn,
        today,
        now,
        reports: reportParts,
        bookings,
        visibility: { showUnchecked: config.showUnchecked },
        isPreview,
      },
      memory,
      conversationStates,
      edge,
      forget: forgetKept,
      player,
      feedback,
      contactFaults,
      faults,
    });
    const sink = createUpdateSink({
      edge,
      handle: (update) => bot.handleUpdate(update),
      carryOver,
      forget,
      queues,
      inTurn: group.inTurn,
      faults,
      now,
      stopping: stopping.signal,
      ...(outside?.retryAfter && { retryAfter: outside.retryAfter }),
    });

    closers.add(() => feedback.flush());
    closers.add(() => contactFaults.flush());
    closers.add(startForgetting({ settings, conversationStates, today, faults, once: group.once }));
    closers.add(startCounting({ counters: [feedback, contactFaults], faults }));
    closers.add(startKeepingReports({ jobs: reports.jobs, faults, once: group.once }));
    closers.add(startReloading({ directory, faults }));
    closers.add(startRetiring({ keysDirectory: config.keysDirectory, today, faults }));
    closers.add(startOfferingHours({ desk, offering, faults }));
    if (config.calendarPort !== null) {
      const { serveCalendars } = await import('./calendar-feed/serve-calendars.ts');
      closers.add(await serveCalendars({ offering, now, port: config.calendarPort }));
    }
    if (config.database.kind === 'embedded') {
      const control = listenForCommands({
        dataDirectory: config.database.directory,
        parts: { config, db: database.db, keyring, now, directoryChanged: directory.reload },
        loadCommands: async () => (await import('./commands/program-commands.ts')).programCommands,
        onFault: (error) => void faults.report('command_failed', 'command', error),
      });
      // People come first: the bot answers them even where no command reaches it.
      await control.then(closers.add, (error) => faults.report('takes_no_commands', 'command', error));
    }
    closers.add(() => edge.settle());
    if (config.metricsPort !== null) {
      const ask = () => ping(database.db);
      closers.add(await listenForMonitoring({ port: config.metricsPort, faults: faultCounts, now, ask }));
    }
    await channel.start();
    const sweeping = {
      list: sweepList,
      tidyUp,
      settle: edge.settle,
      now,
      faults,
      stopping: stopping.signal,
      ...(outside?.everyTenMinutes && { everyTenMinutes: outside.everyTenMinutes }),
    };
    closers.add(startSweeping(sweeping));
    // Not before the first answer: a start should take no longer than it must.
    const warmUp = setTimeout(prepareCrisisWords, 2_000).unref();
    closers.add(() => clearTimeout(warmUp));
    closers.add(() => channel.stop());
    closers.add(() => {
      stopping.abort();
      player.stopAll();
    });
    return { announcements: announcementsFor(config, channel.announcement), stop: closers.closeAll };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

/** Waits for all, whatever fails; then fails with the first. */
async function allOf(tasks: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(tasks);
  await Promise.all(tasks);
}

function announcementsFor(config: Config, opened: string): readonly string[] {
  const isRisky = config.channel.kind === 'telegram' && config.database.kind === 'embedded';
  return isRisky
    ? [
        opened,
        'Warning: the embedded database can lose data in a power cut. For real service set DATABASE_URL to a PostgreSQL server (docs/operators.md).',
      ]
    : [opened];
}
