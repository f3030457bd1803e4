import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { OpenDatabase } from '../../../db/client.ts';
import { openDatabase } from '../../../db/open-database.ts';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import type { CounsellingDesk, HoldToken, ReminderId } from '../../../domain/booking/counselling-desk.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import type { SlotId } from '../../../domain/booking/slot.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import { Secret } from '../../../domain/secret.ts';
import { createServerDatabase, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import { trials } from '../../support/trials.ts';
import {
  anything,
  bishkek,
  bookHour,
  granted,
  hour,
  type Office,
  openOffice,
  reminding,
  request,
  takeReminders,
} from './support/counselling-office.ts';
import { type CuttingProxy, startCuttingProxy } from './support/cutting-proxy.ts';
import type { Errand } from './support/doomed-program.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const url = inject('postgresUrl');

type Verb = keyof CounsellingDesk;

interface Task<V extends Verb> {
  readonly verb: V;
  readonly args: Parameters<CounsellingDesk[V]>;
}

/** What the program finds, seen by a desk that is never cut. */
interface Scene {
  readonly office: Office;
  readonly alias: ChatAlias;
  readonly first: SlotId;
  readonly second: SlotId;
  readonly hold: HoldToken;
  readonly code: BookingCode;
  readonly startsAt: number;
  due?: ReminderId | undefined;
}

describe.skipIf(url === null)('a program that is killed at any await', () => {
  let server: { url: string; drop(): Promise<void> };
  let steady: OpenDatabase;
  let proxy: CuttingProxy;
  let program: ChildProcess;
  beforeAll(async () => {
    program = fork(fileURLToPath(new URL('./support/doomed-program.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    });
    server = await createServerDatabase(url as string);
    steady = await openDatabase({ kind: 'postgres', url: new Secret(server.url) });
    proxy = await startCuttingProxy(server.url);
  });
  afterAll(async () => {
    program?.kill('SIGKILL');
    await proxy?.close();
    await steady?.close();
    await server?.drop();
  });

  /** Runs one verb in a process behind the proxy, which cuts it off once it has begun. */
  async function inDoomedProgram<V extends Verb>(scene: Scene, { verb, args }: Task<V>, arm: () => void) {
    const errand: Errand = { url: proxy.url, now: scene.office.clock.now, verb, args };
    program.send(errand);
    await once(program, 'message');
    arm();
    program.send('go');
    const [{ answer }] = await once(program, 'message');
    return answer as Awaited<ReturnType<CounsellingDesk[V]>> | 'killed';
  }

  async function setScene(): Promise<Scene> {
    const office = await openOffice(steady.db, [weekly(1, 10, 13), weekly(2, 10, 13)]);
    const [first, second, third] = await office.desk.freeHours('2026-11-24', anything, bishkek);
    if (!first || !second || !third) throw new Error('no hours');
    const booked = await bookHour(office, third, newAlias(), { reminding });
    const alias = newAlias();
    const { hold } = granted(await office.desk.hold(first.slot.id, alias));
    return {
      office,
      alias,
      first: first.slot.id,
      second: second.slot.id,
      hold,
      code: booked.code,
      startsAt: third.slot.startsAt,
    };
  }

  /** Cuts at every message, before and after it is delivered, until the work gets through. Answers how often. */
  async function everywhere<V extends Verb>(
    work: (scene: Scene) => Task<V>,
    check: (scene: Scene, before: Awaited<ReturnType<CounsellingDesk[V]>> | 'killed') => Promise<void>,
    prepare: (scene: Scene) => Promise<void> = async () => {},
  ): Promise<number> {
    let cuts = 0;
    for (const isDelivered of [false, true]) {
      for (let message = 1; ; message += trials.cutEvery) {
        const scene = await setScene();
        await prepare(scene);
        const answer = await inDoomedProgram(scene, work(scene), () => proxy.cutAt(message, isDelivered));
        const wasCut = proxy.hasCut();
        proxy.cutAt(Number.POSITIVE_INFINITY, false);
        await steadied();
        await check(scene, answer);
        expect(await doubles(), 'double bookings').toEqual([]);
        if (!wasCut) break;
        cuts += 1;
      }
    }
    return cuts;
  }

  /** Until the server has noticed that the connection is gone, its transaction still holds locks. */
  const steadied = () => new Promise((resolve) => setTimeout(resolve, 40));
  const doubles = () =>
    rowsOf(
      steady.db,
      sql`select slot_id, seat from taken_seats group by slot_id, seat having count(*) > 1
      union all select min(slot_id), 0 from taken_seats where chat_key is not null group by chat_key having count(*) > 1`,
    );

  it('while it holds: the hour is free or held for this chat, and can be chosen again', async () => {
    const cuts = await everywhere(
      ({ second, alias }) => ({ verb: 'hold', args: [second, alias] }),
      async ({ office, second, first, alias }) => {
        const taken = await rowsOf<{ slot: number }>(
          steady.db,
          sql`select slot_id::int as slot from taken_seats where hold_key is not null`,
        );
        // One hold a chat: the one before, or the new one.
        expect(taken).toHaveLength(1);
        expect([first, second]).toContain(taken[0]?.slot);
        expect((await office.desk.hold(second, alias)).ok).toBe(true);
      },
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(8);
  });

  it('while it confirms: what was confirmed is there, and confirming again gives the same code', async () => {
    const cuts = await everywhere(
      ({ hold, alias }) => ({ verb: 'confirm', args: [hold, request(alias, { reminding })] }),
      async ({ office, hold, alias, first }, before) => {
        const again = granted(await office.desk.confirm(hold, request(alias, { reminding })));
        if (before !== 'killed') expect(again).toEqual(before.ok && before.value);
        expect((await office.desk.look(again.code))?.hour.slot.id).toBe(first);
        expect(again.booking.hasReminders).toBe(true);
      },
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(12);
  });

  it('while it moves: the booking is at one of the two hours, whole, and can be moved again', async () => {
    const cuts = await everywhere(
      ({ code, second }) => ({ verb: 'move', args: [code, second] }),
      async ({ office, code, second }) => {
        expect(await rowsOf(steady.db, sql`select 1 from taken_seats where lookup is not null`)).toHaveLength(1);
        const moved = granted(await office.desk.move(code, second));
        expect(moved.hour.slot.id).toBe(second);
        office.clock.now = moved.hour.slot.startsAt - 24 * hour;
        expect((await takeReminders(office)).map(({ startsAt }) => startsAt)).toEqual([moved.hour.slot.startsAt]);
      },
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(12);
  });

  it('while it cancels: the hour and its reminders are both there or both gone', async () => {
    const cuts = await everywhere(
      ({ code }) => ({ verb: 'cancel', args: [code] }),
      async ({ office, code }, before) => {
        const [row] = await rowsOf<{ booked: number; reminders: number }>(
          steady.db,
          sql`select (select count(*) from taken_seats where lookup is not null)::int as booked, (select count(*) from booking_reminders)::int as reminders`,
        );
        expect(row?.booked).toBe(row?.reminders);
        if (before !== 'killed') expect(row?.booked).toBe(0);
        await office.desk.cancel(code);
        expect(await office.desk.look(code)).toBeNull();
      },
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(5);
  });

  it('while it reminds: nobody is reminded twice', async () => {
    let lost = 0;
    const cuts = await everywhere(
      ({ due }) => ({ verb: 'takeReminder', args: [due as ReminderId] }),
      async ({ office }, before) => {
        const sent = (before === 'killed' || !before ? 0 : 1) + (await takeReminders(office)).length;
        expect(sent).toBeLessThanOrEqual(1);
        lost += 1 - sent;
      },
      async (scene) => {
        scene.office.clock.now = scene.startsAt - 24 * hour;
        scene.due = (await scene.office.desk.dueReminders())[0]?.id;
      },
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(3);
    // Only where the answer to the commit was lost.
    expect(lost).toBeLessThanOrEqual(1);
  });

  it('while it offers an hour to the wait list: it is held for one person, once', async () => {
    const cuts = await everywhere(
      () => ({ verb: 'takeDueOffers', args: [] }),
      async ({ office }, before) => {
        const offered = (before === 'killed' ? 0 : before.length) + (await office.desk.takeDueOffers()).length;
        expect(offered).toBeLessThanOrEqual(1);
        expect(await rowsOf(steady.db, sql`select 1 from taken_seats where is_offer`)).toHaveLength(1);
      },
      async ({ office }) => office.desk.joinWaitList(newAlias(), { ...reminding, wish: anything }),
    );
    expect(cuts * trials.cutEvery).toBeGreaterThan(8);
  });
});
