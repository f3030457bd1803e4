import { eq } from 'drizzle-orm';
import type { BookingCode } from '../../domain/booking/booking-code.ts';
import { type CancelTerms, canCancel, canMove, type MoveRefusal } from '../../domain/booking/booking-rules.ts';
import type { Booking, RemindingOfChat } from '../../domain/booking/counselling-desk.ts';
import { type Slot, type SlotId, wayAt } from '../../domain/booking/slot.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import { type BookedRow, bookingOf, findBooked, findLive, lockBooked } from './booking-of-row.ts';
import type { DeskParts } from './desk-parts.ts';
import { createReminderRows } from './reminder-rows.ts';
import { bookingBox } from './sealed-content.ts';
import { dropExpiredHolds, freeSeat, lockOrganisation, seatsState } from './seats.ts';
import { takenSeats } from './tables.ts';

const noChat = Buffer.alloc(32);

/** What people do with the code of a booking; see `CounsellingDesk`. */
export function createBookingChanges(parts: DeskParts) {
  const { db, keys, finder, finderIn, now: clock } = parts;
  const reminderRows = createReminderRows(keys);

  async function look(code: BookingCode): Promise<Booking | null> {
    const now = clock();
    const row = await findLive(db, keys.lookup(code), now);
    return row ? bookingOf({ db, keys, finder, now }, row) : null;
  }

  /** The booked way where the new hour has it; otherwise the new hour's own. */
  function withWayOf({ sealed, lookup, organisationId }: BookedRow, slot: Slot): Buffer | null {
    const key = keys.bookingSeal(organisationId);
    const content = lookup && bookingBox.open(sealed, key, lookup);
    const way = content && wayAt(slot, content.way);
    if (!content || !way || way === content.way) return sealed;
    return bookingBox.seal({ ...content, way }, key, lookup);
  }

  async function move(
    code: BookingCode,
    to: SlotId,
  ): Promise<Outcome<Booking, MoveRefusal | 'no_such_booking' | 'no_such_hour'>> {
    const lookup = keys.lookup(code);
    const known = await findBooked(db, lookup);
    if (!known) return refused('no_such_booking');
    const moved = await db.transaction(async (transaction) => {
      await lockOrganisation(transaction, known.organisationId);
      const now = clock();
      const row = await lockBooked(transaction, lookup);
      if (!row) return refused('no_such_booking');
      if (row.slotId === to) return succeeded(null);
      const hours = finderIn(transaction);
      const [from, target] = [await hours.hour(row.slotId), await hours.hour(to)];
      if (!from || !target || target.organisation.id !== row.organisationId) return refused('no_such_hour');
      const { taken } = await seatsState(transaction, {
        slot: to,
        organisation: row.organisationId,
        chatKey: noChat,
        holderKey: noChat,
        now,
      });
      const allowed = canMove({ from: from.slot, to: target.slot, taken, now });
      if (!allowed.ok) return allowed;
      await dropExpiredHolds(transaction, to, now);
      const seat = await freeSeat(transaction, target.slot);
      if (seat === null) return refused('taken');
      // One row that changes its place: the new hour is taken and the old one free at the same moment.
      await transaction
        .update(takenSeats)
        .set({ slotId: to, seat, seats: target.slot.seats, sealed: withWayOf(row, target.slot) })
        .where(eq(takenSeats.lookup, lookup));
      await reminderRows.move(transaction, lookup, target.slot, now);
      return succeeded(null);
    });
    if (!moved.ok) return moved;
    const booking = await look(code);
    return booking ? succeeded(booking) : refused('no_such_booking');
  }

  async function cancel(code: BookingCode): Promise<Outcome<CancelTerms, 'no_such_booking' | 'over'>> {
    const lookup = keys.lookup(code);
    return db.transaction(async (transaction) => {
      const row = await lockBooked(transaction, lookup);
      const hour = row && (await finderIn(transaction).hour(row.slotId));
      if (!row || !hour) return refused('no_such_booking');
      const allowed = canCancel(hour.slot, hour.counsellor.rules, clock());
      if (!allowed.ok) return allowed;
      await transaction.delete(takenSeats).where(eq(takenSeats.lookup, lookup));
      await reminderRows.delete(transaction, lookup);
      return allowed;
    });
  }

  async function remind(
    code: BookingCode,
    reminding: RemindingOfChat | null,
  ): Promise<Outcome<null, 'no_such_booking'>> {
    const lookup = keys.lookup(code);
    return db.transaction(async (transaction) => {
      const row = await lockBooked(transaction, lookup);
      const hour = row && (await finderIn(transaction).hour(row.slotId));
      if (!row || !hour) return refused('no_such_booking');
      if (reminding) await reminderRows.write(transaction, lookup, reminding, hour.slot, clock());
      else await reminderRows.delete(transaction, lookup);
      return succeeded(null);
    });
  }

  return { look, move, cancel, remind };
}
