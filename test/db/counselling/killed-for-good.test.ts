import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../../db/rows-of.ts';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import type { HoldToken } from '../../../domain/booking/counselling-desk.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import { databaseKinds } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import { type BookingLife, remindingOf, tellBy } from '../../support/kill/booking-life.ts';
import { createLastingDatabase, type LastingDatabase } from '../../support/kill/lasting-database.ts';
import { type Ended, runLife } from '../../support/kill/run-life.ts';
import { deathsIn } from '../../support/kill/watched.ts';
import { trials } from '../../support/trials.ts';
import { anything, bishkek, granted, hour, type Office, openOffice, request } from './support/counselling-office.ts';

describe.each(databaseKinds())('a process killed by kill -9, on the %s database', (kind) => {
  let database: LastingDatabase;
  beforeAll(async () => {
    database = await createLastingDatabase(kind);
  });
  afterAll(() => database?.drop());

  const opened = <T>(use: (office: Office) => Promise<T>): Promise<T> =>
    database.opened(async (db) => use(await openOffice(db, [weekly(2, 10, 14)], { keepsRows: true })));

  /** A life on hours of its own, and whether what it left is true. */
  async function trial(dies: BookingLife['dies']): Promise<Ended> {
    const life: BookingLife = await opened(async ({ desk, db }) => {
      await db.execute(sql`truncate taken_seats, booking_reminders, waiting_places`);
      const [first, second] = await desk.freeHours('2026-11-24', anything, bishkek);
      if (!first || !second) throw new Error('no hours');
      return {
        place: database.place,
        now: first.slot.startsAt - 30 * hour,
        reminderDue: second.slot.startsAt - 24 * hour,
        booker: newAlias(),
        waiter: newAlias(),
        slots: [first.slot.id, second.slot.id],
        dies,
      };
    });
    const ended = await runLife('booking', life);
    await opened((office) => checkAfter(office, life, ended.lines));
    return ended;
  }

  it('has lost no confirmed booking, doubled none, and told nobody twice', async () => {
    const whole = await trial(null);
    expect(whole.lines.at(-1)).toBe('lives');
    expect(whole.lines.filter((line) => line.startsWith('told'))).toHaveLength(2);
    const deaths = deathsIn(whole.lines, trials.deaths);
    let killed = 0;
    for (const death of deaths) if ((await trial(death)).wasKilled) killed += 1;
    expect(killed).toBeGreaterThan(deaths.length / 2);
  }, 7_200_000);
});

/** What the killed program said must hold; what stood between two words may have happened or not. */
async function checkAfter(office: Office, life: BookingLife, lines: readonly string[]): Promise<void> {
  const { desk, db, clock } = office;
  const [first, second] = life.slots;
  const did = (name: string) => lines.find((line) => line.startsWith(`did ${name} `))?.split(' ')[2];
  const begun = (name: string) => lines.includes(`begins ${name}`);
  clock.now = life.now;
  const told: string[] = lines.filter((line) => line.startsWith('told'));
  const hold = did('hold') as HoldToken | undefined;
  const code = did('book') as BookingCode | undefined;

  expect(
    await rowsOf(
      db,
      sql`select 1 from taken_seats group by slot_id, seat having count(*) > 1
      union all select 1 from taken_seats where chat_key is not null group by chat_key having count(*) > 1
      union all select 1 from taken_seats where lookup is not null offset 1`,
    ),
    'double bookings',
  ).toEqual([]);
  const found = code && (await desk.look(code));
  if (code && !begun('cancel')) {
    if (!begun('move')) expect(found?.hour.slot.id, 'a confirmed booking').toBe(first);
    else if (did('move') === undefined) expect([first, second]).toContain(found?.hour.slot.id);
    else expect(found?.hour.slot.id, 'a moved booking').toBe(second);
  }
  if (did('cancel') !== undefined) expect(found).toBeNull();
  // The person presses once more, as after any fault.
  if (hold && !code) {
    const again = granted(await desk.confirm(hold, request(life.booker, { reminding: remindingOf(life.booker) })));
    expect((await desk.look(again.code))?.hour.slot.id).toBe(first);
  }
  // The next program does what is still to be done.
  if (begun('remind')) {
    clock.now = life.reminderDue;
    for (let run = 0; run < 2; run++)
      await tellBy(
        desk,
        () => clock.now,
        (line) => told.push(line),
      );
    expect(new Set(told).size, 'reminders and offers, each once').toBe(told.length);
    if (lines.at(-1) === 'lives') expect(told).toHaveLength(2);
  }
}
