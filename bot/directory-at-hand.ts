import type { ReferralStore } from '../db/referrals.ts';
import type { Service } from '../domain/referral.ts';

/** The referral directory in memory: small, read at the start, and again when somebody has changed it. */
export interface DirectoryAtHand {
  services(): readonly Service[];
  reload(): Promise<void>;
}

export async function openDirectory(store: ReferralStore): Promise<DirectoryAtHand> {
  let services = await store.loadServices();
  return {
    services: () => services,
    async reload() {
      services = await store.loadServices();
    },
  };
}
