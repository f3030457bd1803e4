import { and, eq, isNotNull, not } from 'drizzle-orm';
import { canHold, type HoldRefusal, holdExpiry } from '../../domain/booking/booking-rules.ts';
import type { Held, HoldToken } from '../../domain/booking/counselling-desk.ts';
import type { SlotId } from '../../domain/booking/slot.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { DeskParts } from './desk-parts.ts';
import { dropExpiredHolds, lockOrganisation, seatsState, takeSeat } from './seats.ts';
import { takenSeats } from './tables.ts';

/** Holds an hour for a chat; see `CounsellingDesk.hold`. */
export async function holdHour(
  { db, keys, finder, now: clock }: DeskParts,
  slotId: SlotId,
  alias: ChatAlias,
): Promise<Outcome<Held, HoldRefusal | 'no_such_hour'>> {
  const hour = await finder.hour(slotId);
  if (!hour) return refused('no_such_hour');
  const { slot, organisation } = hour;
  const holderKey = keys.holderKey(alias);
  return db.transaction(async (transaction) => {
    await lockOrganisation(transaction, organisation.id);
    // Read after the lock: who waited for it must not judge by an older time.
    const now = clock();
    const state = await seatsState(transaction, {
      slot: slotId,
      organisation: organisation.id,
      chatKey: keys.chatKey(alias, organisation.id),
      holderKey,
      now,
    });
    const allowed = canHold({ slot, ...state, now });
    if (!allowed.ok) return allowed;
    await dropExpiredHolds(transaction, slotId, now);
    await transaction.delete(takenSeats).where(and(eq(takenSeats.holderKey, holderKey), not(takenSeats.isOffer)));
    const hold = keys.newHold();
    const until = holdExpiry(now);
    const claim = { heldUntil: until, holdKey: keys.holdKey(hold), holderKey };
    if (!(await takeSeat(transaction, slot, organisation.id, claim))) return refused('taken');
    const { held, booked } = state.taken;
    return succeeded({ hold, until, hour: { ...hour, seatsLeft: slot.seats - held - booked - 1 } });
  });
}

/** Lets a hold go; a booking is not touched. */
export async function letHoldGo({ db, keys }: DeskParts, hold: HoldToken): Promise<void> {
  await db.delete(takenSeats).where(and(eq(takenSeats.holdKey, keys.holdKey(hold)), isNotNull(takenSeats.heldUntil)));
}

/** What a hold keeps; see `CounsellingDesk.heldHour`. */
export async function heldHour(
  { db, keys, finder, now }: DeskParts,
  hold: HoldToken,
  alias: ChatAlias,
): Promise<Held | null> {
  const [row] = await db
    .select({ slotId: takenSeats.slotId, until: takenSeats.heldUntil, holderKey: takenSeats.holderKey })
    .from(takenSeats)
    .where(eq(takenSeats.holdKey, keys.holdKey(hold)));
  if (!row?.until || row.until <= now() || !row.holderKey?.equals(keys.holderKey(alias))) return null;
  const hour = await finder.hour(row.slotId);
  return hour && { hold, until: row.until, hour };
}
