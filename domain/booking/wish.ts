import type { Whereabouts } from '../country.ts';

/** How an hour happens. By phone: the person calls; nobody asks for a number. */
export const ways = ['online', 'in_person', 'phone'] as const;
export type Way = (typeof ways)[number];

/** Who should be there. What a counsellor does not say of itself counts as "not known", not as "no". */
export const companions = ['any', 'woman', 'trans_competent'] as const;
export type Companion = (typeof companions)[number];

/** What people may want to talk about; the first five are topics of ESWA's webinars for sex workers. */
export const topics = [
  'anxiety',
  'substances',
  'sexual_violence',
  'suicide',
  'body_image',
  'exhaustion',
  'identity',
  'family',
] as const;
export type Topic = (typeof topics)[number];

/** What matters to a person who looks for an hour. Everything but the place may be skipped ("any"). */
export interface Wish {
  readonly country: Whereabouts;
  /** ISO 639-1, or any. */
  readonly language: string;
  readonly way: Way | 'any';
  readonly companion: Companion;
  readonly topic: Topic | 'any';
}

/** A wish that everything in a country fits. */
export const anyWish = (country: Whereabouts): Wish => ({
  country,
  language: 'any',
  way: 'any',
  companion: 'any',
  topic: 'any',
});

/** What may fit when nothing does: the same language online, from near to far. Ends with the wait list and referrals. */
export function widerWishes(wish: Wish): readonly Wish[] {
  const steps: Wish[] = [
    { ...wish, topic: 'any' },
    { ...wish, topic: 'any', companion: 'any' },
    { ...wish, topic: 'any', companion: 'any', way: 'online' },
    { ...wish, topic: 'any', companion: 'any', way: 'any' },
  ];
  const written = new Set([JSON.stringify(wish)]);
  return steps.filter((step) => {
    const text = JSON.stringify(step);
    return !written.has(text) && written.add(text);
  });
}
