import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { type BookRefusal, canBook } from '../../domain/booking/booking-rules.ts';
import type { Booked, BookingRequest, HoldToken } from '../../domain/booking/counselling-desk.ts';
import { wayAt } from '../../domain/booking/slot.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import { bookingOf, findBooked } from './booking-of-row.ts';
import type { DeskParts } from './desk-parts.ts';
import { createReminderRows } from './reminder-rows.ts';
import { bookingBox } from './sealed-content.ts';
import { lockOrganisation, seatsState } from './seats.ts';
import { counsellingSlots, takenSeats, waitingPlaces } from './tables.ts';
import { lockPlace } from './wait-list-lock.ts';

type Refusal = BookRefusal | 'no_such_hold' | 'too_many';

/** Makes a hold a booking; see `CounsellingDesk.confirm`. */
export async function confirmHold(
  parts: DeskParts,
  hold: HoldToken,
  request: BookingRequest,
): Promise<Outcome<Booked, Refusal>> {
  const { db, keys, finder, now, bookingsToday } = parts;
  const code = keys.codeOf(hold);
  const written = await write(parts, hold, request);
  if (written.ok && written.value === 'new') bookingsToday.count(request.alias);
  if (!written.ok) return written;
  const row = await findBooked(db, keys.lookup(code));
  const booking = row && (await bookingOf({ db, keys, finder, now: now() }, row));
  // Cancelled from another phone in between.
  return booking ? succeeded({ code, booking }) : refused('no_such_hold');
}

/** `new`: written and committed now. `before`: the same hold had been confirmed already. */
async function write(
  { db, keys, finderIn, now: clock, bookingsToday }: DeskParts,
  hold: HoldToken,
  { alias, way, language, zone, reminding }: BookingRequest,
): Promise<Outcome<'new' | 'before', Refusal>> {
  const holdKey = keys.holdKey(hold);
  const lookup = keys.lookup(keys.codeOf(hold));
  const holderKey = keys.holderKey(alias);
  const before = async (among: Database) =>
    (await findBooked(among, lookup)) ? succeeded('before' as const) : refused('no_such_hold' as const);
  const organisation = await organisationOfHold(db, holdKey);
  if (!organisation) return before(db);

  const placeKey = keys.waiting.rowKey(alias);
  return db.transaction(async (transaction) => {
    const isWaiting = await lockPlace(transaction, placeKey);
    await lockOrganisation(transaction, organisation);
    const now = clock();
    const [held] = await transaction.select().from(takenSeats).where(eq(takenSeats.holdKey, holdKey)).for('update');
    if (!held?.heldUntil) return before(transaction);
    if (!held.holderKey?.equals(holderKey)) return refused('no_such_hold');
    const hour = await finderIn(transaction).hour(held.slotId);
    if (!hour) return refused('no_such_hold');
    const chatKey = keys.chatKey(alias, organisation);
    const { hasLiveBooking } = await seatsState(transaction, {
      slot: hour.slot.id,
      organisation,
      chatKey,
      holderKey,
      now,
    });
    const allowed = canBook({ slot: hour.slot, heldUntil: held.heldUntil, hasLiveBooking, now });
    if (!allowed.ok) return allowed;
    if (bookingsToday.isReached(alias)) return refused('too_many');
    await untieFromPastHours(transaction, chatKey, now);
    const content = {
      name: keys.nameOf(hold, language),
      way: wayAt(hour.slot, way),
      zone,
    };
    const sealed = bookingBox.seal(content, keys.bookingSeal(organisation), lookup);
    await transaction
      .update(takenSeats)
      .set({ heldUntil: null, holdKey: null, holderKey: null, isOffer: false, lookup, sealed, chatKey })
      .where(eq(takenSeats.holdKey, holdKey));
    if (reminding) await createReminderRows(keys).write(transaction, lookup, { ...reminding, alias }, hour.slot, now);
    // They have what they waited for: nothing more is offered on a phone that others may see.
    if (isWaiting) await transaction.delete(waitingPlaces).where(eq(waitingPlaces.key, placeKey));
    return succeeded('new');
  });
}

async function organisationOfHold(db: Database, holdKey: Buffer): Promise<OrganisationId | null> {
  const [row] = await db
    .select({ organisation: takenSeats.organisationId })
    .from(takenSeats)
    .where(eq(takenSeats.holdKey, holdKey));
  return row?.organisation ?? null;
}

/** A booking whose hour is over no longer keeps its chat from a new one, whether or not it was swept. */
async function untieFromPastHours(transaction: Database, chatKey: Buffer, now: number): Promise<void> {
  const past = transaction
    .select({ id: counsellingSlots.id })
    .from(counsellingSlots)
    .where(and(eq(counsellingSlots.id, takenSeats.slotId), lte(counsellingSlots.endsAt, now)));
  await transaction
    .update(takenSeats)
    .set({ chatKey: sql`null` })
    .where(and(eq(takenSeats.chatKey, chatKey), inArray(takenSeats.slotId, past)));
}
