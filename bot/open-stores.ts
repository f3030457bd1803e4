import { createCardFeedback } from '../db/card-feedback.ts';
import { createCarryOver } from '../db/carry-over.ts';
import { createChatSettingsStore } from '../db/chat-settings.ts';
import type { Database } from '../db/client.ts';
import { createContactFaults } from '../db/contact-faults.ts';
import { createConversationStateStore } from '../db/conversation-state.ts';
import { createCounsellingDesk } from '../db/counselling/create-counselling-desk.ts';
import { createOfferingDesk } from '../db/counselling/create-offering-desk.ts';
import { addExampleOrganisation } from '../db/counselling/example-organisation.ts';
import { readImportedDirectory } from '../db/directory-files.ts';
import type { Keyring } from '../db/keyring.ts';
import { createReferralStore } from '../db/referrals.ts';
import { createReportStore } from '../db/reports/index.ts';
import type { DirectoryFile } from '../db/seed/directory/schema.ts';
import { seedDirectory } from '../db/seed-directory.ts';
import { createSweepList } from '../db/sweep-list.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { StoredConversation } from './bot.ts';
import { type Config, isForPreview } from './config.ts';
import { openDirectory } from './directory-at-hand.ts';
import { keepExample } from './example-organisation.ts';

export interface StoresOptions {
  readonly config: Config;
  readonly db: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The directory that comes with the program; one that was imported is used in its place. */
  readonly seedFiles: readonly DirectoryFile[];
  /** The cards that feedback is counted of. */
  readonly cards: readonly string[];
  /** What a chat is called by the newest key, and by former ones. */
  readonly aliases: readonly ((address: number) => ChatAlias)[];
}

export type Stores = Awaited<ReturnType<typeof openStores>>;

/**
 * Everything that is kept, on one database. The preview gets its example organisation; a real bot
 * loses one that a preview has left behind.
 */
export async function openStores({ config, db, keyring, now, seedFiles, cards, aliases }: StoresOptions) {
  await seedDirectory(db, (await readImportedDirectory(db)) ?? seedFiles);
  const directory = await openDirectory(createReferralStore(db));
  const organizations = () => [...new Set(directory.services().map(({ organization }) => organization.id))];
  const isPreview = isForPreview(config);
  const { keysDirectory } = config;
  const reports = createReportStore({ db, keyring, keysDirectory, now });
  const offering = createOfferingDesk({ db, keyring, now });
  const desk = createCounsellingDesk({ db, keyring, now, isPreview });
  if (isPreview) await addExampleOrganisation(offering);
  await keepExample({ receivingKeys: reports.receivingKeys, keysDirectory, isPreview });
  return {
    directory,
    settings: createChatSettingsStore(db, keyring),
    conversationStates: createConversationStateStore<StoredConversation>(db, keyring, now),
    feedback: createCardFeedback({ db, keyring, now, cards }),
    contactFaults: createContactFaults({ db, keyring, now, organizations }),
    reports,
    offering,
    desk,
    sweepList: createSweepList(db, keyring, (address) => aliases.map((aliasOf) => aliasOf(address))),
    /** Those whose rows move when the alias key was rotated. */
    carriedOver: [createCarryOver(db, keyring), desk],
  };
}
