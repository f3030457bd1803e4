import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { weekly } from '../../../domain/booking/hours.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import type { SealedAddress } from '../../../domain/sealed-address.ts';
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
  request,
} from './support/counselling-office.ts';

const waitAs = (name: string, wish = anything) =>
  ({ wish, address: `address of ${name}` as SealedAddress, language: 'ky', zone: bishkek }) as const;

/** An office whose only hour of the week is booked, in every week. */
async function fullOffice(open: () => Promise<Parameters<typeof openOffice>[0]>) {
  const office = await openOffice(await open(), [weekly(1, 10, 11)]);
  const codes = [];
  for (let week = 0; week < 8; week++) {
    const [first] = await firstHours(office);
    if (first) codes.push((await bookHour(office, first, newAlias())).code);
  }
  expect(await firstHours(office)).toEqual([]);
  return { office, codes };
}

describeOnBothDatabases('the wait list', (open) => {
  it('offers a cancelled hour to who came first, holds it for an hour, and then to the next', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    expect(await office.desk.takeDueOffers()).toEqual([]);
    granted(await office.desk.cancel(codes[0] ?? ('' as never)));
    const [first, ...none] = await office.desk.takeDueOffers();
    expect(none).toEqual([]);
    expect(first).toMatchObject({
      address: 'address of anna',
      language: 'ky',
      held: { until: office.clock.now + hour },
    });
    expect(await office.desk.takeDueOffers()).toEqual([]);
    expect(await office.desk.hold(first?.held.hour.slot.id as never, newAlias())).toEqual({
      ok: false,
      error: 'taken',
    });
    office.clock.now += hour;
    const [second] = await office.desk.takeDueOffers();
    expect(second?.address).toBe('address of bela');
    expect((await office.desk.confirm(second?.held.hold as never, request(bela))).ok).toBe(true);
    expect(await office.desk.confirm(first?.held.hold as never, request(anna))).toEqual({
      ok: false,
      error: 'no_such_hold',
    });
  });

  it('lets who lets three offers pass go, and who leaves', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    await office.desk.leaveWaitList(bela);
    granted(await office.desk.cancel(codes[7] ?? ('' as never)));
    for (let time = 0; time < 3; time++) {
      expect(await office.desk.takeDueOffers()).toHaveLength(1);
      office.clock.now += hour;
    }
    expect(await office.desk.takeDueOffers()).toEqual([]);
    await office.desk.sweep();
    expect(await rowsOf(office.db, sql`select 1 from waiting_places`)).toEqual([]);
    expect(await office.desk.hasSomething(anna)).toBe(false);
  });

  it('passes over who wishes something else, or has a booking there', async () => {
    const { office, codes } = await fullOffice(open);
    const [choosy, booked, next] = [newAlias(), newAlias(), newAlias()];
    await office.desk.joinWaitList(choosy, waitAs('choosy', { ...anything, language: 'en' }));
    await office.desk.joinWaitList(booked, waitAs('booked'));
    await office.desk.joinWaitList(next, waitAs('next'));
    granted(await office.desk.cancel(codes[6] ?? ('' as never)));
    granted(await office.desk.cancel(codes[7] ?? ('' as never)));
    const [free] = await firstHours(office);
    if (!free) throw new Error('no hour');
    await bookHour(office, free, booked);
    expect((await office.desk.takeDueOffers()).map(({ address }) => address)).toEqual(['address of next']);
  });

  it('finds elsewhere what does not fit here: another day, online, or from abroad in the same language', async () => {
    const { office } = await fullOffice(open);
    await office.offering.saveCounsellor(
      counsellor('far', { country: 'DE', reach: ['KG'], ways: ['online'], companions: [] }),
      null,
    );
    await office.offering.addOffers('far' as never, [weekly(5, 10, 11)]);
    const wish = { ...anything, language: 'ru', companion: 'woman', way: 'in_person' } as const;
    expect((await office.desk.daysWithFreeHours(wish, bishkek)).days).toEqual([]);
    const found = await office.desk.elsewhere(wish);
    expect(found.map(({ isAbroad, wish: wider, hour: at }) => [isAbroad, wider.way, at.counsellor.id])).toEqual([
      [true, 'online', 'far'],
    ]);
    expect(await office.desk.elsewhere({ ...wish, language: 'en' })).toEqual([]);
  });

  it('knows a chat again after its alias was rotated', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [former, alias] = [newAlias(), newAlias()];
    const [first, second] = await firstHours(office);
    if (!first || !second) throw new Error('no hours');
    await bookHour(office, first, former);
    await office.desk.joinWaitList(former, waitAs('anna'));
    await office.desk.carry(alias, [former]);
    await office.desk.carry(alias, [former]);
    expect([await office.desk.hasSomething(former), await office.desk.hasSomething(alias)]).toEqual([false, true]);
    expect(await office.desk.hold(second.slot.id, alias as ChatAlias)).toEqual({ ok: false, error: 'has_booking' });
    await office.desk.leaveWaitList(alias);
    expect(await rowsOf(office.db, sql`select 1 from waiting_places`)).toEqual([]);
  });
});
