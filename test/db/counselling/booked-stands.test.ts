import { expect, it } from 'vitest';
import { weekly } from '../../../domain/booking/hours.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import {
  bookHour,
  counsellor,
  firstHours,
  granted,
  type Office,
  openOffice,
  request,
  session,
} from './support/counselling-office.ts';

const monday = '2026-11-23';
const room = counsellor().id;
const group = (title: string, seats = 12) => ({
  ...session(monday, 10, seats),
  title: { en: title, ru: title, ky: title },
});
const groupEachWeek = weekly(1, 10, 11, { seats: 12, title: group('Yoga').title });

/** Takes away all that is offered. */
async function removeOffers({ offering }: Office) {
  const [only] = await offering.counsellors();
  const named = [];
  for (const { id } of only?.offers ?? []) named.push(...granted(await offering.removeOffer(id)).stillBooked);
  return named;
}

describeOnBothDatabases('what is booked stands, whatever the organisation changes:', (open) => {
  async function booked(offer = weekly(1, 10, 11), way: 'online' | 'in_person' = 'online') {
    const office = await openOffice(await open(), [offer]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, newAlias(), { way });
    const slot = async () => (await office.desk.look(code))?.hour.slot;
    return { office, code, first, slot };
  }

  it('an hour of one’s own never becomes a group', async () => {
    const { office, first, slot } = await booked();
    await removeOffers(office);
    expect(await office.offering.addOffers(room, [group('Yoga')])).toEqual({
      ok: false,
      error: 'refused',
      faults: [{ kind: 'booked_otherwise', at: 0, slot: first.slot }],
    });
    // Each week: in the others there is nothing in its way.
    const added = await office.offering.addOffers(room, [groupEachWeek]);
    expect(added).toMatchObject({ ok: true, added: 7, stillBooked: [{ id: first.slot.id }] });
    expect(await slot()).toEqual(first.slot);
    const open = (await office.desk.sessions('KG')).map((one) => one.slot.id);
    expect(open).toHaveLength(7);
    expect(open).not.toContain(first.slot.id);
  });

  it('a group never becomes an hour of one’s own, or another group; only its seats follow', async () => {
    const { office, first, slot } = await booked(group('Yoga'));
    await removeOffers(office);
    const single = { ...group('Yoga', 1), title: null };
    expect(await office.offering.addOffers(room, [single])).toMatchObject({
      faults: [{ kind: 'booked_otherwise', slot: { id: first.slot.id } }],
    });
    expect(await office.offering.addOffers(room, [group('Boxing', 5)])).toMatchObject({
      stillBooked: [{ id: first.slot.id }],
    });
    expect(await slot()).toEqual(first.slot);
    await removeOffers(office);
    expect(await office.offering.addOffers(room, [group('Yoga', 5)])).toMatchObject({ ok: true, stillBooked: [] });
    expect(await slot()).toEqual({ ...first.slot, seats: 5 });
  });

  it('it keeps its ways, and is named', async () => {
    const { office, code, first, slot } = await booked(weekly(1, 10, 11), 'in_person');
    const change = async (changes: Parameters<typeof counsellor>[1]) =>
      granted(await office.offering.saveCounsellor(counsellor('room-1', changes), null)).stillBooked;
    expect(await change({ displayName: 'Room 7', ways: ['in_person', 'online'] })).toEqual([]);
    expect(await change({ ways: ['online'] })).toEqual([first.slot]);
    expect(await slot()).toEqual(first.slot);
    expect((await office.desk.look(code))?.way).toBe('in_person');
    // The others follow.
    expect((await firstHours(office))[0]?.slot.ways).toEqual(['online']);
  });

  it('it keeps its length, and is named', async () => {
    const { office, first, slot } = await booked();
    await removeOffers(office);
    const longer = await office.offering.addOffers(room, [weekly(1, 10, 12, { minutes: 90 })]);
    expect(longer).toMatchObject({ ok: true, stillBooked: [{ id: first.slot.id }] });
    expect(await slot()).toEqual(first.slot);
  });

  it('an hour that somebody is choosing is let go before it becomes something else', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 11)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const alias = newAlias();
    const { hold } = granted(await office.desk.hold(first.slot.id, alias));
    granted(await office.offering.saveCounsellor(counsellor('room-1', { ways: ['online'] }), null));
    expect(await office.desk.confirm(hold, request(alias))).toEqual({ ok: false, error: 'no_such_hold' });
    const again = granted(await office.desk.hold(first.slot.id, alias));
    granted(await office.offering.saveCounsellor(counsellor('room-1', { displayName: 'A', ways: ['online'] }), null));
    expect((await office.desk.confirm(again.hold, request(alias))).ok).toBe(true);
  });
});
