import type { Whereabouts } from './country.ts';
import type { Language } from './language.ts';

/** All that Zont remembers of a chat between two visits. Forgotten after 30 idle days. */
export interface ChatSettings {
  readonly language: Language;
  /** Where the person is now, as they said; null until they were asked. */
  readonly country: Whereabouts | null;
  /** What matters when they look for an hour, as `encodeSearch` writes it; only where they asked for that. */
  readonly wish?: string | null | undefined;
}

/** Idle days after which settings are forgotten. Source: the privacy design, State. */
export const settingsIdleDays = 30;
