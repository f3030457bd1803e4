import { and, asc, eq, exists, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { CounsellingOrganisation, Counsellor } from '../../domain/booking/counsellor.ts';
import { fits, waysThatFit } from '../../domain/booking/fits.ts';
import type { SlotId } from '../../domain/booking/slot.ts';
import type { Moment, Span } from '../../domain/booking/time-zone.ts';
import type { Wish } from '../../domain/booking/wish.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Database } from '../client.ts';
import { counsellorColumns, slotColumns } from './columns.ts';
import { counsellingOrganisations, counsellingSlots, counsellors, takenSeats } from './tables.ts';

/** A counsellor with its organisation. */
export interface Placed {
  readonly counsellor: Counsellor;
  readonly organisation: CounsellingOrganisation;
}

/** A day, and where it begins and ends in somebody's zone. */
export interface DaySpan extends Span {
  readonly day: CalendarDay;
}

export interface HourFinder {
  /** Who fits a wish, on paper: whether there are hours is another question. */
  whoFits(wish: Wish): Promise<readonly Placed[]>;
  /** Those of the days, in order, on which one of them has a free hour: of either kind, or group sessions or not. */
  freeDays(
    wish: Wish,
    among: readonly Placed[],
    days: readonly DaySpan[],
    most: number,
    isGroup?: boolean,
  ): Promise<readonly CalendarDay[]>;
  /** Their free hours within a stretch of time, early first; the same of kinds. */
  freeHours(
    wish: Wish,
    among: readonly Placed[],
    within: Span,
    most: number,
    isGroup?: boolean,
  ): Promise<readonly OfferedHour[]>;
  /** Their free group sessions from now on. */
  freeSessions(wish: Wish, among: readonly Placed[], most: number): Promise<readonly OfferedHour[]>;
  /** Any hour, free or not. */
  hour(slot: SlotId): Promise<OfferedHour | null>;
}

export interface FinderOptions {
  readonly now: () => Moment;
  /** Example organisations are found in the preview alone. */
  readonly showsExamples: boolean;
}

const { placeholder } = sql;
const momentOf = (name: string) => sql`${placeholder(name)}::timestamptz`;
/** What changes is given as text, since the two drivers write arrays and JSON differently. */
const rowsOf = (name: string) => sql`jsonb_to_recordset(${placeholder(name)}::text::jsonb)`;

/** Seats of a slot that are booked, or held by a hold that is not over. */
const taken = sql<number>`(select count(*)::int from ${takenSeats}
  where ${takenSeats.slotId} = ${counsellingSlots.id}
    and (${takenSeats.heldUntil} is null or ${takenSeats.heldUntil} > ${momentOf('now')}))`;

const isOfGroup = sql`${counsellingSlots.seats} > 1`;

/** An hour of somebody who fits, in a way that fits, that can be booked now; of one kind, if that is asked for. */
const isFree = (from: SQL, to: SQL) =>
  and(
    gte(counsellingSlots.startsAt, from),
    lt(counsellingSlots.startsAt, to),
    sql`${counsellingSlots.closesAt} > ${momentOf('now')}`,
    sql`not ${counsellingSlots.isCalledOff} and ${counsellingSlots.outcome} is null`,
    sql`${counsellingSlots.ways} && string_to_array(fitting.ways, ' ')`,
    sql`coalesce((${isOfGroup}) = ${placeholder('isGroup')}::boolean, true)`,
    sql`${counsellingSlots.seats} > ${taken}`,
  );

/**
 * The questions that a listing asks. Each goes from the counsellors that fit to their own hours by an index, so
 * that hours of other countries, and past ones, cost nothing.
 */
export function createHourFinder(db: Database, { now, showsExamples }: FinderOptions): HourFinder {
  const placedColumns = { counsellor: counsellorColumns, organisation: counsellingOrganisations };
  const fitting = sql`${rowsOf('fitting')} as fitting(id text, ways text)`;
  const isTheirs = eq(counsellingSlots.counsellorId, sql`fitting.id`);
  /**
   * The first free hours of each. A limit within the join keeps the planner to the one way that does not grow:
   * counsellor by counsellor, from the first hour on. Without it, it reads hours of all countries.
   */
  function firstOfEach(condition: SQL | undefined) {
    const theirs = db
      .select({ ...slotColumns, taken: taken.as('taken') })
      .from(counsellingSlots)
      .where(and(isTheirs, condition))
      .orderBy(asc(counsellingSlots.startsAt), asc(counsellingSlots.id))
      .limit(placeholder('most'))
      .as('theirs');
    const { id, counsellor, startsAt, endsAt, closesAt, ways, seats, title, isCalledOff, outcome } = theirs;
    const slot = { id, counsellor, startsAt, endsAt, closesAt, ways, seats, title, isCalledOff, outcome };
    return db
      .select({ slot, taken: theirs.taken })
      .from(fitting)
      .innerJoinLateral(theirs, sql`true`)
      .orderBy(asc(startsAt), asc(id))
      .limit(placeholder('most'));
  }

  const reaching = db
    .select(placedColumns)
    .from(counsellors)
    .innerJoin(counsellingOrganisations, eq(counsellingOrganisations.id, counsellors.organisationId))
    .where(
      and(
        or(
          eq(counsellors.country, placeholder('country')),
          sql`${counsellors.reach} @> array[${placeholder('country')}]::text[]`,
          sql`${counsellors.reach} @> array['INT']`,
        ),
        showsExamples ? undefined : eq(counsellingOrganisations.isExample, false),
      ),
    )
    .orderBy(asc(counsellors.id))
    .prepare('counsellors_reaching');
  const days = db
    .select({ day: sql<CalendarDay>`days.day` })
    .from(sql`${rowsOf('days')} as days(day text, "from" timestamptz, "to" timestamptz)`)
    .where(
      exists(
        db
          .select({ one: sql`1` })
          .from(fitting)
          .innerJoinLateral(
            db
              .select({ one: sql`1`.as('one') })
              .from(counsellingSlots)
              .where(and(isTheirs, isFree(sql`days."from"`, sql`days."to"`)))
              .limit(1)
              .as('theirs'),
            sql`true`,
          ),
      ),
    )
    .orderBy(sql`days.day`)
    .limit(placeholder('most'))
    .prepare('days_with_free_hours');
  const hours = firstOfEach(isFree(momentOf('from'), momentOf('to'))).prepare('free_hours');
  const sessions = firstOfEach(and(isFree(momentOf('now'), sql`'infinity'::timestamptz`), isOfGroup)).prepare(
    'free_sessions',
  );
  const byId = db
    .select({ ...placedColumns, slot: slotColumns, taken })
    .from(counsellingSlots)
    .innerJoin(counsellors, eq(counsellors.id, counsellingSlots.counsellorId))
    .innerJoin(counsellingOrganisations, eq(counsellingOrganisations.id, counsellors.organisationId))
    .where(
      and(
        eq(counsellingSlots.id, placeholder('id')),
        showsExamples ? undefined : eq(counsellingOrganisations.isExample, false),
      ),
    )
    .prepare('hour_by_id');

  const time = (moment: Moment) => new Date(moment).toISOString();
  const asked = (wish: Wish, among: readonly Placed[], isGroup: boolean | null = null) => ({
    now: time(now()),
    isGroup,
    fitting: JSON.stringify(
      among.map(({ counsellor }) => ({ id: counsellor.id, ways: waysThatFit(wish, counsellor).join(' ') })),
    ),
  });
  type Row = Awaited<ReturnType<typeof hours.execute>>[number];
  const offered = (rows: readonly Row[], among: readonly Placed[]) => {
    const placed = new Map(among.map((one) => [one.counsellor.id, one]));
    return rows.flatMap(({ slot, taken: seats }) => {
      const one = placed.get(slot.counsellor);
      return one ? [{ slot, ...one, seatsLeft: slot.seats - seats }] : [];
    });
  };

  return {
    async whoFits(wish) {
      const all = await reaching.execute({ country: wish.country });
      return all.filter(({ counsellor }) => fits(wish, counsellor));
    },
    async freeDays(wish, among, spans, most, isGroup) {
      if (among.length === 0) return [];
      const asText = spans.map(({ day, from, to }) => ({ day, from: time(from), to: time(to) }));
      const rows = await days.execute({ ...asked(wish, among, isGroup), days: JSON.stringify(asText), most });
      return rows.map(({ day }) => day);
    },
    async freeHours(wish, among, { from, to }, most, isGroup) {
      if (among.length === 0) return [];
      const rows = await hours.execute({ ...asked(wish, among, isGroup), from: time(from), to: time(to), most });
      return offered(rows, among);
    },
    async freeSessions(wish, among, most) {
      if (among.length === 0) return [];
      return offered(await sessions.execute({ ...asked(wish, among), most }), among);
    },
    async hour(id) {
      const [row] = await byId.execute({ id, now: time(now()) });
      return row ? (offered([row], [row])[0] ?? null) : null;
    },
  };
}
