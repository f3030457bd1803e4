/**
 * What a message may tell of, gravest first: a body emergency (M of the facts file, 2.4), danger from
 * others (D), an act or means now (A), a wish or plan to die (B), hopelessness (C).
 */
export const crisisLevels = ['body', 'danger', 'act', 'wish', 'hopeless'] as const;

export type CrisisLevel = (typeof crisisLevels)[number];

/** What a false friend may silence: words about oneself (A, B, C), about others (D), about the body (M). */
export const concerns = ['self', 'danger', 'body'] as const;

export type Concern = (typeof concerns)[number];

/** The concern that a level belongs to. */
export function concernOf(level: CrisisLevel): Concern {
  return level === 'body' || level === 'danger' ? level : 'self';
}
