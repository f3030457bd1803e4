import type { CalendarDay } from './calendar-day.ts';
import { addDays, addQuarters, lastDayOf, quarterOf } from './calendar-period.ts';

/**
 * How organisations' keys come and go.
 *
 * - `validQuarters`: a key lives to the end of the quarter after the one in which it was registered.
 * - `warnedDays`: before its end.
 * - `servesAfterDays`: a further key; time to notice a key that nobody of the organisation made.
 * - `startsAnewAfterDays`: an organisation that lost its keys begins as with a first one, so long after
 *   the last of them ended. Whoever forces an operator cannot make this go faster.
 */
export const receivingKeyRules = {
  validQuarters: 2,
  warnedDays: 21,
  servesAfterDays: 7,
  startsAnewAfterDays: 90,
  keysAtOnce: 5,
} as const;

/** The life of a key: days, both inclusive. */
export interface KeyLife {
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  readonly retiredOn: CalendarDay | null;
}

/** The days of a key that is registered on this day. */
export function lifeOfNewKey(today: CalendarDay, isFirst: boolean): KeyLife {
  const validFrom = isFirst ? today : addDays(today, receivingKeyRules.servesAfterDays);
  const last = addQuarters(quarterOf(validFrom), receivingKeyRules.validQuarters - 1);
  return { validFrom, validUntil: lastDayOf(last), retiredOn: null };
}

/** True when reports may be sealed to the key on this day. */
export const isServing = ({ validFrom, validUntil, retiredOn }: KeyLife, today: CalendarDay): boolean =>
  retiredOn === null && validFrom <= today && today <= validUntil;

/** True when its holder may speak for the organisation: a key may have ended, but not be retired. */
export const mayVouch = ({ validFrom, retiredOn }: KeyLife, today: CalendarDay): boolean =>
  retiredOn === null && validFrom <= today;

/** True when the key ends soon and a further one should be registered. */
export const endsSoon = (life: KeyLife, today: CalendarDay): boolean =>
  isServing(life, today) && addDays(today, receivingKeyRules.warnedDays) > life.validUntil;

/** True when all keys have been gone so long that the organisation begins anew. */
export const isForgotten = (lives: readonly KeyLife[], today: CalendarDay): boolean =>
  lives.every(({ validUntil, retiredOn }) => {
    const end = retiredOn !== null && retiredOn < validUntil ? retiredOn : validUntil;
    return addDays(end, receivingKeyRules.startsAnewAfterDays) < today;
  });
