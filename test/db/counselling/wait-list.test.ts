import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { DueOffer } from '../../../domain/booking/counselling-desk.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import type { TimeZone } from '../../../domain/booking/time-zone.ts';
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

const waitAs = (name: string, wish = anything, zone = bishkek) =>
  ({ wish, address: `address of ${name}` as SealedAddress, language: 'ky', zone }) as const;
const addresses = (offers: readonly DueOffer[]) => offers.map(({ address }) => address);

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
    for (const code of codes.slice(4)) granted(await office.desk.cancel(code));
    for (const isLast of [false, false, true]) {
      expect(await office.desk.takeDueOffers()).toMatchObject([{ isLast }]);
      office.clock.now += hour;
    }
    expect(await office.desk.takeDueOffers()).toEqual([]);
    await office.desk.sweep();
    expect(await rowsOf(office.db, sql`select 1 from waiting_places`)).toEqual([]);
    expect(await office.desk.hasSomething(anna)).toBe(false);
  });

  it('begins anew for who comes again after three offers, also before they were swept', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    for (const code of codes.slice(5)) granted(await office.desk.cancel(code));
    for (let time = 0; time < 3; time++) {
      await office.desk.takeDueOffers();
      office.clock.now += hour;
    }
    await office.desk.joinWaitList(bela, waitAs('bela'));
    await office.desk.joinWaitList(anna, waitAs('anna'));
    expect(await office.desk.hasSomething(anna)).toBe(true);
    await office.desk.sweep();
    expect(await rowsOf(office.db, sql`select 1 from waiting_places`)).toHaveLength(2);
    expect(addresses(await office.desk.takeDueOffers(1))).toEqual(['address of bela']);
    expect(await office.desk.takeDueOffers()).toMatchObject([{ address: 'address of anna', isLast: false }]);
  });

  it('offers nobody the same hour twice, with another wish neither, but the next one, on whatever day', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    granted(await office.desk.cancel(codes[2] ?? ('' as never)));
    const [first] = await office.desk.takeDueOffers();
    expect(first?.address).toBe('address of anna');
    await office.desk.joinWaitList(anna, waitAs('anna', { ...anything, way: 'online' }));
    office.clock.now += 2 * hour;
    expect(await office.desk.takeDueOffers()).toEqual([]);
    granted(await office.desk.cancel(codes[5] ?? ('' as never)));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    const offers = await office.desk.takeDueOffers();
    expect(addresses(offers)).toEqual(['address of anna', 'address of bela']);
    const [again, other] = offers.map(({ held }) => held.hour.slot);
    expect(again?.startsAt).toBeGreaterThan(first?.held.hour.slot.startsAt ?? 0);
    expect(other?.id).toBe(first?.held.hour.slot.id);
  });

  it('offers nothing from 21:00 to 09:00 of the person’s zone; who sleeps keeps the turn, and holds nobody up', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela, berta] = [newAlias(), newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    for (const code of codes.slice(3)) granted(await office.desk.cancel(code));
    const midnight = office.clock.now + 15 * hour;
    for (const night of [midnight - 3 * hour, midnight, midnight + 9 * hour - 1]) {
      office.clock.now = night;
      expect(await office.desk.takeDueOffers()).toEqual([]);
    }
    office.clock.now = midnight;
    await office.desk.joinWaitList(berta, waitAs('berta', anything, 'Europe/Berlin' as TimeZone));
    expect(addresses(await office.desk.takeDueOffers())).toEqual(['address of berta']);
    office.clock.now = midnight + 9 * hour;
    expect(addresses(await office.desk.takeDueOffers())).toEqual(['address of anna', 'address of bela']);
    office.clock.now = midnight + 21 * hour - 1;
    const evening = await office.desk.takeDueOffers();
    expect(addresses(evening)).toEqual(['address of berta', 'address of anna', 'address of bela']);
  });

  it('lets who books go, whichever hour it is, and nobody whose booking is refused', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    for (const code of codes.slice(4)) granted(await office.desk.cancel(code));
    const [offered, expired] = await office.desk.takeDueOffers();
    granted(await office.desk.confirm(offered?.held.hold as never, request(anna)));
    expect(await rowsOf(office.db, sql`select 1 from waiting_places`)).toHaveLength(1);
    office.clock.now += hour;
    const late = await office.desk.confirm(expired?.held.hold as never, request(bela));
    expect(late).toEqual({ ok: false, error: 'hold_expired' });
    expect(addresses(await office.desk.takeDueOffers())).toEqual(['address of bela']);
  });

  it('does not count an offer that was not sent: its person is next, and is offered the same hour', async () => {
    const { office, codes } = await fullOffice(open);
    const [anna, bela] = [newAlias(), newAlias()];
    await office.desk.joinWaitList(anna, waitAs('anna'));
    await office.desk.joinWaitList(bela, waitAs('bela'));
    granted(await office.desk.cancel(codes[3] ?? ('' as never)));
    for (let time = 0; time < 4; time++) {
      const [offer, ...none] = await office.desk.takeDueOffers();
      if (!offer) throw new Error('no offer');
      expect([offer.address, offer.isLast, none]).toEqual(['address of anna', false, []]);
      await office.desk.giveBackOffer(anna, offer.held);
    }
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
