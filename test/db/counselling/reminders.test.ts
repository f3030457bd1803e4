import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { weekly } from '../../../domain/booking/hours.ts';
import type { SealedAddress } from '../../../domain/sealed-address.ts';
import { describeOnBothDatabases, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import {
  anything,
  bookHour,
  desksOn,
  firstHours,
  granted,
  hour,
  openOffice,
  reminding,
  takeReminders,
} from './support/counselling-office.ts';

describeOnBothDatabases('reminders', (open) => {
  async function booked() {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first, second] = await firstHours(office);
    if (!first || !second) throw new Error('no hours');
    const alias = newAlias();
    const { code } = await bookHour(office, first, alias, { reminding });
    return { office, alias, code, first, second, startsAt: first.slot.startsAt };
  }
  const kinds = async (office: Awaited<ReturnType<typeof booked>>['office']) =>
    (await takeReminders(office)).map(({ kind }) => kind);

  it('come a day and an hour before, once each, and never before their time', async () => {
    const { office, startsAt } = await booked();
    office.clock.now = startsAt - 24 * hour - 1;
    expect(await kinds(office)).toEqual([]);
    office.clock.now += 1;
    expect(await kinds(office)).toEqual(['day_before']);
    expect(await kinds(office)).toEqual([]);
    office.clock.now = startsAt - hour;
    expect(await kinds(office)).toEqual(['hour_before']);
    office.clock.now = startsAt;
    expect(await kinds(office)).toEqual([]);
  });

  it('are handed over once to two programs that take the same one at the same moment', async () => {
    const { office, startsAt } = await booked();
    office.clock.now = startsAt - 24 * hour;
    const other = desksOn(office.db, office.clock);
    const [due] = await office.desk.dueReminders();
    if (!due) throw new Error('nothing is due');
    expect(await other.desk.dueReminders()).toEqual([due]);
    const taken = await Promise.all([office.desk.takeReminder(due.id), other.desk.takeReminder(due.id)]);
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
  });

  it('do not come after a cancel, though they were found before it', async () => {
    const { office, code, startsAt } = await booked();
    office.clock.now = startsAt - 24 * hour;
    const [due] = await office.desk.dueReminders();
    await office.desk.cancel(code);
    expect(due && (await office.desk.takeReminder(due.id))).toBeNull();
  });

  it('come again when they are given back, and not when the booking was cancelled meanwhile', async () => {
    const { office, code, startsAt } = await booked();
    office.clock.now = startsAt - 24 * hour;
    const [due] = await office.desk.dueReminders();
    if (!due) throw new Error('nothing is due');
    const taken = await office.desk.takeReminder(due.id);
    await office.desk.giveBackReminder(due.id, taken?.kind ?? 'hour_before');
    expect(await kinds(office)).toEqual(['day_before']);
    office.clock.now = startsAt - hour;
    expect(await kinds(office)).toEqual(['hour_before']);
    await office.desk.cancel(code);
    await office.desk.giveBackReminder(due.id, 'hour_before');
    expect(await kinds(office)).toEqual([]);
  });

  it('call nobody to an hour that was called off, whoever asks for them after it, until it is moved', async () => {
    const { office, alias, code, first, second } = await booked();
    granted(await office.offering.callOff(first.slot.id));
    expect(await kinds(office)).toEqual(['called_off']);
    granted(await office.desk.remind(code, null));
    granted(await office.desk.remind(code, { ...reminding, alias }));
    office.clock.now = first.slot.startsAt - 24 * hour;
    expect(await kinds(office)).toEqual([]);
    granted(await office.desk.move(code, second.slot.id));
    office.clock.now = second.slot.startsAt - 24 * hour;
    expect(await kinds(office)).toEqual(['day_before']);
  });

  it('end with the chat that asked for them, whichever chat has booked', async () => {
    const { office, alias, code, startsAt } = await booked();
    const otherPhone = newAlias();
    const elsewhere = 'another-sealed-address' as SealedAddress;
    granted(await office.desk.remind(code, { ...reminding, address: elsewhere, alias: otherPhone }));
    await office.desk.forget(alias);
    office.clock.now = startsAt - 24 * hour;
    expect((await office.desk.dueReminders()).map(({ address }) => address)).toEqual([elsewhere]);
    await office.desk.forget(otherPhone);
    expect(await rowsOf(office.db, sql`select 1 from booking_reminders`)).toEqual([]);
    expect((await office.desk.look(code))?.hasReminders).toBe(false);
  });

  it('end with a chat that has a new name since the key was rotated', async () => {
    const { office, alias } = await booked();
    const newName = newAlias();
    await office.desk.carry(newName, [alias]);
    await office.desk.forget(newName);
    expect(await rowsOf(office.db, sql`select 1 from booking_reminders`)).toEqual([]);
  });

  it('are dropped when nobody can open them any more', async () => {
    const { office, startsAt } = await booked();
    await office.db.execute(
      sql`update booking_reminders set sealed = set_byte(sealed, 100, 255 - get_byte(sealed, 100))`,
    );
    office.clock.now = startsAt - 24 * hour;
    expect(await office.desk.dueReminders()).toEqual([]);
    expect(await rowsOf(office.db, sql`select 1 from booking_reminders`)).toEqual([]);
  });
});

describeOnBothDatabases('an hour that is held', (open) => {
  it('is known by its token to the chat it was held for, until its time is over', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const alias = newAlias();
    const { hold, until } = granted(await office.desk.hold(first.slot.id, alias));
    expect(await office.desk.heldHour(hold, alias)).toMatchObject({
      hold,
      until,
      hour: { slot: { id: first.slot.id } },
    });
    expect(await office.desk.heldHour(hold, newAlias())).toBeNull();
    office.clock.now = until;
    expect(await office.desk.heldHour(hold, alias)).toBeNull();
  });

  it('is offered to one person after another, where only one is asked for', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    for (const alias of [newAlias(), newAlias()]) {
      await office.desk.joinWaitList(alias, { ...reminding, wish: anything });
    }
    expect(await office.desk.takeDueOffers(1)).toHaveLength(1);
    expect(await office.desk.takeDueOffers(1)).toHaveLength(1);
    expect(await office.desk.takeDueOffers(1)).toEqual([]);
  });
});
