import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { parseConfig } from '../../../bot/config.ts';
import type { Database } from '../../../db/client.ts';
import { createCounsellingDesk } from '../../../db/counselling/create-counselling-desk.ts';
import { createOfferingDesk } from '../../../db/counselling/create-offering-desk.ts';
import { createKeyring } from '../../../db/keyring.ts';
import { openDatabase } from '../../../db/open-database.ts';
import type { SlotId } from '../../../domain/booking/slot.ts';
import type { TimeZone } from '../../../domain/booking/time-zone.ts';
import { anyWish } from '../../../domain/booking/wish.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { inDigits, median, percentile } from '../figures.ts';
import { printTable } from '../table.ts';

const zone = 'Asia/Bishkek' as TimeZone;
const keyring = createKeyring(createHash('sha256').update('bench').digest());

/** How many hours stand in the tables: of the person's country ahead, of others, and past ones; and bookings. */
interface Size {
  readonly name: string;
  readonly here: number;
  readonly elsewhere: number;
  readonly past: number;
  readonly booked: number;
}

/** What finding and booking an hour costs, and what it costs when there is more of everything. */
export async function measureBooking(setting: BenchSetting, isQuick: boolean): Promise<void> {
  const small: readonly Size[] = [
    { name: '1,000 hours', here: 1_000, elsewhere: 0, past: 0, booked: 100 },
    { name: '100,000 hours, all here', here: 100_000, elsewhere: 0, past: 0, booked: 10_000 },
    { name: '1,000 here, 99,000 elsewhere', here: 1_000, elsewhere: 99_000, past: 0, booked: 100 },
  ];
  const large: Size = {
    name: '1,000 here, 1,000,000 in all',
    here: 1_000,
    elsewhere: 499_000,
    past: 500_000,
    booked: 100,
  };
  const times = isQuick ? 20 : 60;
  for (const database of setting.databases) {
    const lines = [];
    // PGlite takes longer to write a million rows than all the rest takes.
    const isLarge = !isQuick && database === 'PostgreSQL';
    for (const size of isLarge ? [...small, large] : small) {
      const home = await setting.preparedHome(database);
      const { db, close } = await openDatabase(parseConfig(home).database);
      await fill(db, size);
      lines.push([size.name, ...(await measure(db, times))]);
      await close();
    }
    printTable(
      `Booking on ${database}, milliseconds (p50 / p95)`,
      ['', 'days', 'hours of a day', 'hold and confirm', 'look', 'cancel'],
      lines,
    );
  }
}

async function measure(db: Database, times: number): Promise<readonly string[]> {
  const desk = createCounsellingDesk({ db, keyring, now: Date.now, isPreview: false });
  const wish = anyWish('KG');
  const took: Record<'days' | 'hours' | 'confirm' | 'look' | 'cancel', number[]> = {
    days: [],
    hours: [],
    confirm: [],
    look: [],
    cancel: [],
  };
  const timed = async <T>(name: keyof typeof took, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await work();
    took[name].push(performance.now() - began);
    return value;
  };
  for (let time = 0; time < times; time++) {
    const { days } = await timed('days', () => desk.daysWithFreeHours(wish, zone));
    const day = days[time % days.length] ?? '';
    const hours = await timed('hours', () => desk.freeHours(day, wish, zone));
    const slot = hours[time % Math.max(hours.length, 1)]?.slot.id ?? (0 as SlotId);
    const alias = (1_000 + time) as ChatAlias;
    const booked = await timed('confirm', async () => {
      const held = await desk.hold(slot, alias);
      return held.ok
        ? desk.confirm(held.value.hold, { alias, way: 'online', language: 'ru', zone, reminding: null })
        : held;
    });
    if (!booked.ok) throw new Error(`not booked: ${booked.error}`);
    await timed('look', () => desk.look(booked.value.code));
    await timed('cancel', () => desk.cancel(booked.value.code));
  }
  return Object.values(took).map((all) => `${inDigits(median(all))} / ${inDigits(percentile(all, 0.95))}`);
}

/** Hours of a hundred counsellors here and of many elsewhere, one an hour; made in the database, behind the desks' back. */
async function fill(db: Database, { here, elsewhere, past, booked }: Size): Promise<void> {
  const offering = createOfferingDesk({ db, keyring, now: Date.now });
  await offering.saveOrganisation({ id: 'bench' as never, name: { en: 'b', ru: 'b', ky: 'b' }, isExample: false });
  const counsellors = async (prefix: string, country: string, hours: number, pastHours: number) => {
    if (hours === 0) return;
    // At most 8 weeks of hours each.
    const count = Math.max(10, Math.ceil(hours / 1_300));
    await db.execute(sql`
      insert into counsellors (id, organisation_id, display_name, zone, country, reach, languages, ways, companions, topics, rules)
      select ${prefix}::text || n, 'bench', 'b', 'Asia/Bishkek', ${country}::text, '{}', '{ru}', '{online}', '{}', '{}',
        '{"bufferMinutes":0,"noticeMinutes":0,"lateCancelMinutes":0}'
      from generate_series(1, ${count}::int) as n`);
    await db.execute(sql`
      insert into counselling_slots (counsellor_id, starts_at, ends_at, closes_at, ways, seats)
      select ${prefix}::text || (n % ${count}::int + 1), at, at + interval '50 minutes', at, '{online}', 1
      from (select n, date_trunc('hour', now()) + interval '1 hour' * (1 + floor((n - ${pastHours}::int) / ${count}::float)) as at
        from generate_series(0, ${hours}::int + ${pastHours}::int - 1) as n) as made`);
  };
  await counsellors('here-', 'KG', here, past);
  await counsellors('else-', 'PL', elsewhere, 0);
  await db.execute(sql`
    insert into taken_seats (slot_id, seat, seats, organisation_id, lookup, sealed, chat_key)
    select id, 1, 1, 'bench', sha256(id::text::bytea), decode(repeat('00', 285), 'hex'), sha256(('c' || id)::bytea)
    from counselling_slots where counsellor_id like 'here-%' and starts_at > now() and id % 10 = 0 limit ${booked}::int`);
  for (const table of ['counsellors', 'counselling_slots', 'taken_seats'])
    await db.execute(sql.raw(`analyze ${table}`));
}
