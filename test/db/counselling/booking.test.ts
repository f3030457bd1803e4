import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import type { SlotId } from '../../../domain/booking/slot.ts';
import { describeOnBothDatabases, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import {
  anything,
  bishkek,
  bookHour,
  counsellor,
  firstHours,
  granted,
  hour,
  openOffice,
  reminding,
  request,
  session,
  sunday,
  takeReminders,
} from './support/counselling-office.ts';

describeOnBothDatabases('holding and booking', (open) => {
  it('offers the days and hours that are free, in the zone of the person', async () => {
    const { desk } = await openOffice(await open(), [weekly(1, 10, 12), weekly(3, 10, 11)]);
    const { days, next } = await desk.daysWithFreeHours(anything, bishkek, { most: 3 });
    expect(days).toEqual(['2026-11-23', '2026-11-25', '2026-11-30']);
    expect(next).toBe('2026-12-02');
    expect((await desk.daysWithFreeHours(anything, bishkek, { from: '2026-12-02', most: 1 })).days).toEqual([next]);
    const hours = await desk.freeHours('2026-11-23', anything, bishkek);
    expect(hours.map(({ slot }) => new Date(slot.startsAt).toISOString())).toEqual([
      '2026-11-23T04:00:00.000Z',
      '2026-11-23T05:00:00.000Z',
    ]);
    expect(hours[0]).toMatchObject({
      seatsLeft: 1,
      counsellor: { displayName: 'Room 1' },
      organisation: { isExample: false },
    });
  });

  it('books a held hour, and shows all of it by the code alone', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 12)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code, booking } = await bookHour(office, first, newAlias());
    expect(code).toMatch(/^\d{12}$/);
    expect(booking.name).toMatch(/^\p{L}+-\p{L}+$/u);
    expect(booking).toMatchObject({
      way: 'online',
      directions: { en: 'Link' },
      terms: { kind: 'early', until: first.slot.startsAt - 24 * hour },
      hasReminders: false,
    });
    expect(await office.desk.look(code)).toEqual(booking);
    expect(await office.desk.look('000000000000' as BookingCode)).toBeNull();
    expect((await firstHours(office)).map(({ slot }) => slot.id)).not.toContain(first.slot.id);
    expect((await office.desk.hour(first.slot.id))?.seatsLeft).toBe(0);
  });

  it('gives the same code and name when the same hold is confirmed again, and no second row', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 12)]);
    const alias = newAlias();
    const [first] = await firstHours(office);
    const { hold } = granted(await office.desk.hold(first?.slot.id as SlotId, alias));
    const once = granted(await office.desk.confirm(hold, request(alias)));
    office.clock.now += 10 * 60_000;
    expect(granted(await office.desk.confirm(hold, request(alias)))).toEqual(once);
    expect(await rowsOf(office.db, sql`select 1 from taken_seats`)).toHaveLength(1);
  });

  it('frees an hour five minutes after it was held, whether or not anybody swept', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 11)]);
    const [anna, bela] = [newAlias(), newAlias()];
    const [first] = await firstHours(office);
    const id = first?.slot.id as SlotId;
    const { hold, until } = granted(await office.desk.hold(id, anna));
    expect(until).toBe(sunday + 5 * 60_000);
    expect(await office.desk.hold(id, bela)).toEqual({ ok: false, error: 'taken' });
    office.clock.now = until - 1;
    expect((await office.desk.hour(id))?.seatsLeft).toBe(0);
    office.clock.now = until;
    expect((await office.desk.hour(id))?.seatsLeft).toBe(1);
    expect(await office.desk.confirm(hold, request(anna))).toEqual({ ok: false, error: 'hold_expired' });
    const second = granted(await office.desk.hold(id, bela));
    expect(await office.desk.confirm(hold, request(anna))).toEqual({ ok: false, error: 'no_such_hold' });
    expect((await office.desk.confirm(second.hold, request(bela))).ok).toBe(true);
  });

  it('lets one chat hold one hour: choosing another frees the first', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const alias = newAlias();
    const [first, second] = await firstHours(office);
    const one = granted(await office.desk.hold(first?.slot.id as SlotId, alias));
    granted(await office.desk.hold(second?.slot.id as SlotId, alias));
    expect((await office.desk.hour(first?.slot.id as SlotId))?.seatsLeft).toBe(1);
    expect(await office.desk.confirm(one.hold, request(alias))).toEqual({ ok: false, error: 'no_such_hold' });
  });

  it('does not confirm a hold for another chat', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    const { hold } = granted(await office.desk.hold(first?.slot.id as SlotId, newAlias()));
    expect(await office.desk.confirm(hold, request(newAlias()))).toEqual({ ok: false, error: 'no_such_hold' });
  });

  it('caps what strangers can hold at once at an organisation', async () => {
    const office = await openOffice(await open(), [weekly(1, 0, 24)]);
    const hours = await firstHours(office);
    for (const { slot } of hours.slice(0, 12)) granted(await office.desk.hold(slot.id, newAlias()));
    const id = hours[12]?.slot.id as SlotId;
    expect(await office.desk.hold(id, newAlias())).toEqual({ ok: false, error: 'busy' });
    office.clock.now += 5 * 60_000;
    expect((await office.desk.hold(id, newAlias())).ok).toBe(true);
  });

  it('allows one live booking a person and organisation, and the next when the hour is over', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const alias = newAlias();
    const [first, second] = await firstHours(office);
    if (!first || !second) throw new Error('no hours');
    await bookHour(office, first, alias);
    expect(await office.desk.hold(second.slot.id, alias)).toEqual({ ok: false, error: 'has_booking' });
    office.clock.now = first.slot.endsAt;
    const [later] = await firstHours(office);
    if (!later) throw new Error('no hour');
    expect((await bookHour(office, later, alias)).code).toMatch(/^\d{12}$/);
  });

  it('says of the chat alone that there is something, until it is cancelled', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [alias, other] = [newAlias(), newAlias()];
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, alias);
    expect([await office.desk.hasSomething(alias), await office.desk.hasSomething(other)]).toEqual([true, false]);
    expect(granted(await office.desk.cancel(code))).toEqual({ kind: 'early', until: first.slot.startsAt - 24 * hour });
    expect(await office.desk.hasSomething(alias)).toBe(false);
    expect(await office.desk.look(code)).toBeNull();
    expect(await office.desk.cancel(code)).toEqual({ ok: false, error: 'no_such_booking' });
    expect((await office.desk.hour(first.slot.id))?.seatsLeft).toBe(1);
  });

  it('tells who cancels late since when, and never refuses before the hour begins', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, newAlias());
    office.clock.now = first.slot.startsAt;
    expect(await office.desk.cancel(code)).toEqual({ ok: false, error: 'over' });
    office.clock.now -= 1;
    expect(granted(await office.desk.cancel(code))).toEqual({ kind: 'late', since: first.slot.startsAt - 24 * hour });
  });

  it('moves a booking with its code and name, and frees the old hour in the same moment', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first, second, third] = await firstHours(office);
    if (!first || !second || !third) throw new Error('no hours');
    const { code, booking } = await bookHour(office, first, newAlias(), { reminding });
    await bookHour(office, third, newAlias());
    expect(await office.desk.move(code, third.slot.id)).toEqual({ ok: false, error: 'taken' });
    expect(await office.desk.move(code, 999_999 as SlotId)).toEqual({ ok: false, error: 'no_such_hour' });
    const moved = granted(await office.desk.move(code, second.slot.id));
    expect(moved).toMatchObject({ name: booking.name, hasReminders: true, hour: { slot: { id: second.slot.id } } });
    expect(granted(await office.desk.move(code, second.slot.id))).toEqual(moved);
    expect((await office.desk.hour(first.slot.id))?.seatsLeft).toBe(1);
    office.clock.now = second.slot.startsAt - 24 * hour;
    expect(await takeReminders(office)).toEqual([{ kind: 'day_before', startsAt: second.slot.startsAt, ...reminding }]);
  });

  it('fills a group session seat by seat', async () => {
    const office = await openOffice(await open(), [session('2026-11-28', 18, 3)]);
    const [yoga] = await office.desk.sessions('KG');
    if (!yoga) throw new Error('no session');
    expect(yoga).toMatchObject({ seatsLeft: 3, slot: { title: { en: 'Yoga' } } });
    for (const left of [2, 1, 0]) {
      await bookHour(office, yoga, newAlias());
      expect((await office.desk.hour(yoga.slot.id))?.seatsLeft).toBe(left);
    }
    expect(await office.desk.hold(yoga.slot.id, newAlias())).toEqual({ ok: false, error: 'taken' });
    expect(await office.desk.sessions('KG')).toEqual([]);
  });

  it('gives seats of a group session in no order', async () => {
    const office = await openOffice(await open(), [session('2026-11-28', 18, 14)]);
    const [yoga] = await office.desk.sessions('KG');
    if (!yoga) throw new Error('no session');
    const seats: number[] = [];
    while (seats.length < 14) {
      await office.desk.hold(yoga.slot.id, newAlias());
      const rows = await rowsOf<{ seat: number }>(office.db, sql`select seat from taken_seats`);
      seats.push(...rows.map(({ seat }) => seat).filter((seat) => !seats.includes(seat)));
      office.clock.now += 1_000;
    }
    // By chance one of the fourteen is where an order would put it; ten or more once in millions of times.
    expect(seats.filter((seat, index) => seat === index + 1).length).toBeLessThan(10);
    expect([...seats].sort((a, b) => a - b)).toEqual(seats.map((_, index) => index + 1));
  });

  it('keeps everybody who has booked a group session that gets fewer seats, and lets holds go', async () => {
    const office = await openOffice(await open(), [session('2026-11-28', 18, 9)]);
    const [yoga] = await office.desk.sessions('KG');
    if (!yoga) throw new Error('no session');
    const codes = [];
    while (codes.length < 3) codes.push((await bookHour(office, yoga, newAlias())).code);
    for (let more = 0; more < 6; more++) granted(await office.desk.hold(yoga.slot.id, newAlias()));
    const [counsels] = await office.offering.counsellors();
    const [nine] = counsels?.offers ?? [];
    if (!counsels || !nine) throw new Error('no offer');
    await office.offering.removeOffer(nine.id);
    expect((await office.offering.addOffers(counsels.counsellor.id, [session('2026-11-28', 18, 3)])).ok).toBe(true);
    expect(await office.desk.hour(yoga.slot.id)).toMatchObject({ seatsLeft: 0, slot: { seats: 3 } });
    for (const code of codes) expect((await office.desk.look(code))?.hour.slot.id).toBe(yoga.slot.id);
    expect(await rowsOf(office.db, sql`select 1 from taken_seats`)).toHaveLength(3);
  });

  it('has tables that refuse a second winner of a seat, and a seat beyond the last', async () => {
    const { db, desk } = await openOffice(await open(), [session('2026-11-28', 18, 2)]);
    const [yoga] = await desk.sessions('KG');
    const take = (seat: number, seats = 2) =>
      db.execute(sql`insert into taken_seats (slot_id, seat, seats, organisation_id, held_until, hold_key)
        values (${yoga?.slot.id}, ${seat}, ${seats}, 'umbrella', now(), sha256(random()::text::bytea))`);
    await take(1);
    await take(2);
    await expect(take(1)).rejects.toThrow();
    await expect(take(3)).rejects.toThrow();
    await expect(take(3, 3)).rejects.toThrow();
    await expect(take(0)).rejects.toThrow();
  });

  it('limits how often a chat can book in a day', async () => {
    const office = await openOffice(await open(), [weekly(2, 0, 24)]);
    const alias = newAlias();
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    for (let time = 0; time < 4; time++) await office.desk.cancel((await bookHour(office, first, alias)).code);
    const { hold } = granted(await office.desk.hold(first.slot.id, alias));
    expect(await office.desk.confirm(hold, request(alias))).toEqual({ ok: false, error: 'too_many' });
  });

  it('deletes the tie to the chat with the hour, and the booking 48 hours after it', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const alias = newAlias();
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, alias, { reminding });
    const count = async (where: ReturnType<typeof sql>) => (await rowsOf(office.db, where)).length;
    office.clock.now = first.slot.endsAt;
    await office.desk.sweep();
    expect(await count(sql`select 1 from taken_seats where chat_key is not null`)).toBe(0);
    expect(await count(sql`select 1 from booking_reminders`)).toBe(0);
    expect(await office.desk.look(code)).toBeNull();
    expect(await count(sql`select 1 from taken_seats`)).toBe(1);
    office.clock.now = first.slot.endsAt + 48 * hour;
    await office.desk.sweep();
    expect(await count(sql`select 1 from taken_seats`)).toBe(0);
    expect(await office.desk.look(code)).toBeNull();
    office.clock.now += 40 * 24 * hour;
    await office.desk.sweep();
    expect(await office.desk.hour(first.slot.id)).toBeNull();
  });

  it('forgets a chat: its hold, tie, reminders and place; the code stays valid', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const alias = newAlias();
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, alias, { reminding });
    await office.desk.joinWaitList(alias, { ...reminding, wish: anything });
    await office.desk.forget(alias);
    expect(await office.desk.hasSomething(alias)).toBe(false);
    expect(
      await rowsOf(office.db, sql`select 1 from booking_reminders union all select 1 from waiting_places`),
    ).toEqual([]);
    expect((await office.desk.look(code))?.name).toBeTruthy();
  });

  it('shows no hour of an example organisation outside the preview', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    const name = { en: 'Example', ru: 'Пример', ky: 'Үлгү' };
    await office.offering.saveOrganisation({ id: counsellor().organisation, name, isExample: true });
    expect(await firstHours(office)).toEqual([]);
    expect(await office.desk.hold(first?.slot.id as SlotId, newAlias())).toEqual({ ok: false, error: 'no_such_hour' });
  });
});
