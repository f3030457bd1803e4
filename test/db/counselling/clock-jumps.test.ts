import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import type { HoldToken, OfferedHour } from '../../../domain/booking/counselling-desk.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import type { SealedAddress } from '../../../domain/sealed-address.ts';
import { describeOnBothDatabases, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import {
  anything,
  bishkek,
  hour,
  openOffice,
  reminding,
  request,
  takeReminders,
} from './support/counselling-office.ts';

interface Walker {
  readonly alias: ChatAlias;
  hold: HoldToken | null;
  booking: { readonly code: BookingCode; readonly endsAt: number; mayBeGone: boolean } | null;
}

const people = 3;
const anyPerson = fc.nat(people - 1);
/** Hours from the first slot's beginning, to which the clock jumps: a wrong one set right, a machine that slept. */
const anyMoment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(-49, -24, -23, -12, -1, -0.5) },
  { weight: 1, arbitrary: fc.integer({ min: -100, max: 100 }) },
);
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('jump' as const), to: anyMoment }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('book' as const), who: anyPerson, slot: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('hold' as const), who: anyPerson, slot: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('confirm' as const), who: anyPerson }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), who: anyPerson }) },
  { weight: 1, arbitrary: fc.constant({ does: 'sweep' as const }) },
);

describeOnBothDatabases('a clock that jumps, forward and back', (open) => {
  it('loses and doubles no booking, tells nobody twice and nobody after a cancel', async () => {
    const db = await open();
    let told = 0;
    let booked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 40 }), async (steps) => {
        const office = await openOffice(db, [weekly(2, 10, 12)]);
        const { desk, clock } = office;
        const hours = await desk.freeHours('2026-11-24', anything, bishkek);
        const walkers: Walker[] = Array.from({ length: people }, () => ({
          alias: newAlias(),
          hold: null,
          booking: null,
        }));
        const reminders = new Set<string>();
        const cancelled = new Set<string>();
        const addressOf = (code: string) => `address ${code}` as SealedAddress;

        const hold = async (walker: Walker, number: number) => {
          const held = await desk.hold((hours[number] as OfferedHour).slot.id, walker.alias);
          if (held.ok) walker.hold = held.value.hold;
        };
        const confirm = async (walker: Walker) => {
          if (!walker.hold || walker.booking) return;
          const done = await desk.confirm(walker.hold, request(walker.alias));
          walker.hold = null;
          if (!done.ok) return;
          const { code, booking } = done.value;
          walker.booking = { code, endsAt: booking.hour.slot.endsAt, mayBeGone: false };
          booked += 1;
          await desk.remind(code, { alias: walker.alias, ...reminding, address: addressOf(code) });
        };
        const cancel = async (walker: Walker) => {
          if (!walker.booking) return;
          const outcome = await desk.cancel(walker.booking.code);
          if (!outcome.ok) return;
          cancelled.add(addressOf(walker.booking.code));
          walker.booking = null;
        };
        const remind = async () => {
          for (const { address, kind } of await takeReminders(office)) {
            expect(cancelled, 'told after a cancel').not.toContain(address);
            expect(reminders, 'told twice').not.toContain(`${address} ${kind}`);
            reminders.add(`${address} ${kind}`);
            told += 1;
          }
        };

        for (const step of steps) {
          const walker = walkers['who' in step ? step.who : 0] as Walker;
          if (step.does === 'jump') {
            clock.now = (hours[0] as OfferedHour).slot.startsAt + step.to * hour;
            await remind();
          }
          if (step.does === 'hold' || step.does === 'book') await hold(walker, step.slot);
          if (step.does === 'confirm' || step.does === 'book') await confirm(walker);
          if (step.does === 'cancel') await cancel(walker);
          if (step.does === 'sweep') {
            await desk.sweep();
            for (const { booking } of walkers) if (booking && clock.now >= booking.endsAt) booking.mayBeGone = true;
          }
          const live = walkers.flatMap(({ booking }) => (booking && !booking.mayBeGone ? [booking] : []));
          for (const { code, endsAt } of live)
            expect(await desk.look(code), 'a booking').toEqual(clock.now < endsAt ? expect.anything() : null);
          expect(
            await rowsOf(
              db,
              sql`select 1 from taken_seats where lookup is not null group by slot_id having count(*) > 1`,
            ),
            'double bookings',
          ).toEqual([]);
        }
      }),
      { numRuns: 15, seed: 20_261_122 },
    );
    expect(
      [booked, told].every((count) => count > 10),
      `${booked} booked, ${told} told`,
    ).toBe(true);
  });
});
