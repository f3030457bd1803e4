import type { Counsellor } from './counsellor.ts';
import type { Way, Wish } from './wish.ts';

/** Whether a counsellor fits a wish at all. Which way an hour happens is said by the hour: see `waysThatFit`. */
export function fits(wish: Wish, counsellor: Counsellor): boolean {
  return (
    (wish.language === 'any' || counsellor.languages.includes(wish.language)) &&
    (wish.companion === 'any' || counsellor.companions.includes(wish.companion)) &&
    // Who names no topics takes all.
    (wish.topic === 'any' || counsellor.topics.length === 0 || counsellor.topics.includes(wish.topic)) &&
    waysThatFit(wish, counsellor).length > 0
  );
}

/** The ways in which a person with this wish can meet a counsellor: in person only within its country. */
export function waysThatFit(wish: Wish, counsellor: Pick<Counsellor, 'country' | 'reach' | 'ways'>): readonly Way[] {
  const isNear = counsellor.country === wish.country;
  const isReached = isNear || counsellor.reach.includes('INT') || counsellor.reach.includes(wish.country);
  return counsellor.ways.filter(
    (way) => (wish.way === 'any' || wish.way === way) && (way === 'in_person' ? isNear : isReached),
  );
}
