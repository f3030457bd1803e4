import { rmSync } from 'node:fs';
import { openDatabase } from '../../../db/open-database.ts';
import { createReferralStore } from '../../../db/referrals.ts';
import type { Service } from '../../../domain/referral.ts';
import { cloneDataDirectory } from '../../support/databases.ts';

/** The referral directory as the running program has it: read by the real store. */
export async function loadDirectory(): Promise<readonly Service[]> {
  const directory = cloneDataDirectory();
  const { db, close } = await openDatabase({ kind: 'embedded', directory });
  try {
    return await createReferralStore(db).loadServices();
  } finally {
    await close();
    rmSync(directory, { recursive: true, force: true });
  }
}
