import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import {
  bearGrid,
  type Change,
  change,
  freeze,
  freezesOn,
  type GridName,
  gridName,
  isFrozen,
  isOpen,
  type NoisyCount,
  type NoisyGrid,
} from '../../domain/report-counts/noisy-grid.ts';
import { ReleasedTable } from '../../domain/report-counts/released-table.ts';
import { type CountTable, countTables } from '../../domain/report-counts/rules.ts';
import { open, openWithAny, seal } from '../cipher.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { reportCounts } from './tables.ts';

/** Content bytes are padded to multiples of this; the table's CHECK holds it. */
const paddedTo = 4096;
const digits = 7;
const highest = 10 ** digits - 1;

const stored = z.object({
  version: z.literal(1),
  epsilon: z.tuple([z.int().positive(), z.int().positive()]),
  cells: z.array(z.tuple([z.string(), z.string().regex(/^[+-]\d{7}$/)])),
});

/**
 * The grids of counts, each one row and one sealed box. Whoever has two copies of the database, one
 * fold apart, could subtract one from the other and be rid of the noise: so boxes are sealed under a
 * key outside it, and a fold writes every open box, changed or not. What a former key has sealed is
 * sealed anew on the way, frozen or not: the nightly fold job does it even when no fold is due.
 */
export interface CountGrids {
  /**
   * Opens the periods of these grids with their noise, and brings all changes into open grids. Cells that a newer
   * version of the program brought get their noise in every open grid, with or without a change.
   */
  apply(
    transaction: Database,
    grids: readonly Pick<NoisyGrid, 'table' | 'period'>[],
    changes: readonly Change[],
  ): Promise<void>;
  /** Open grids that are to be frozen on this day. */
  due(transaction: Database, today: CalendarDay): Promise<readonly GridName[]>;
  /** Freezes them for good. */
  freeze(transaction: Database, names: readonly GridName[]): Promise<void>;
}

/** @param random makes the noise; anything but a cryptographic source is for tests */
export function createCountGrids(keyring: Keyring, random: UniformBelow): CountGrids {
  const box = createBox(keyring);

  async function openGrids(transaction: Database): Promise<NoisyGrid<false>[]> {
    const rows = await transaction.select().from(reportCounts).where(eq(reportCounts.isFrozen, false));
    // A box that cannot be opened is left as it is: counting on from zero would look like a count.
    return rows.flatMap((row) => box.open(row) ?? []).filter(isOpen);
  }

  async function resealFrozen(transaction: Database): Promise<void> {
    const rows = await transaction.select().from(reportCounts).where(eq(reportCounts.isFrozen, true));
    for (const row of rows.filter(box.isOfFormerKey)) {
      const grid = box.open(row);
      if (grid) await transaction.update(reportCounts).set(box.seal(grid)).where(eq(reportCounts.name, row.name));
    }
  }

  return {
    async apply(transaction, grids, changes) {
      const known = new Set((await transaction.select({ name: reportCounts.name }).from(reportCounts)).map(nameOf));
      const born = grids.filter((grid) => !known.has(gridName(grid))).map((grid) => bearGrid(grid, random));
      const open = await openGrids(transaction);
      for (const grid of [...open, ...distinct(born)]) {
        const row = box.seal(change(grid, changes, random));
        await transaction.insert(reportCounts).values(row).onConflictDoUpdate({ target: reportCounts.name, set: row });
      }
      await resealFrozen(transaction);
    },
    async due(transaction, today) {
      const rows = await transaction
        .select({ name: reportCounts.name })
        .from(reportCounts)
        .where(eq(reportCounts.isFrozen, false));
      return rows.map(nameOf).filter((name) => today >= freezesOn(name.slice(3)));
    },
    async freeze(transaction, names) {
      for (const grid of await openGrids(transaction)) {
        const name = gridName(grid);
        if (names.includes(name))
          await transaction
            .update(reportCounts)
            .set(box.seal(freeze(grid)))
            .where(eq(reportCounts.name, name));
      }
    },
  };
}

/** What may be shown of the counts. */
export interface ReportCounts {
  /** Frozen tables, the newest first, and whole years of T0. */
  readonly tables: readonly ReleasedTable[];
  /** Frozen or not: made under a key that is lost. */
  readonly unreadable: readonly string[];
}

/** Reads what is released. It changes nothing, and the same is read ever after. */
export async function readReportCounts(db: Database, keyring: Keyring): Promise<ReportCounts> {
  const box = createBox(keyring);
  const rows = await db.select().from(reportCounts);
  const opened = rows.map((row) => ({ name: row.name, grid: box.open(row) }));
  const frozen = opened.flatMap(({ grid }) => (grid && isFrozen(grid) ? [grid] : []));
  const newestFirst = [...frozen]
    .sort((a, b) => (gridName(a) < gridName(b) ? -1 : 1))
    .sort((a, b) => (a.period < b.period ? 1 : -1));
  const years = new Set(frozen.map(({ period }) => period.slice(0, 4)));
  const ofYear = (year: string) =>
    ReleasedTable.releaseYear(frozen.filter(({ table, period }) => table === 'T0' && period.startsWith(year)));
  return {
    tables: [
      ...newestFirst.map((grid) => ReleasedTable.release(grid)),
      ...[...years]
        .sort()
        .reverse()
        .flatMap((year) => ofYear(year) ?? []),
    ],
    unreadable: opened.flatMap(({ name, grid }) => (grid ? [] : [name])),
  };
}

type Row = typeof reportCounts.$inferSelect;

/** Before keys of counts could be rotated their boxes were sealed for this; no rotation takes its place. */
const purposeOfBefore = 'reports/counts';

/** Every number is written as wide as any other, so that a box's length tells no count. */
function createBox(keyring: Keyring) {
  const keys = [...keyring.subkeys('report-counts/box'), keyring.subkey(purposeOfBefore)] as const;
  // Bound to whether it is frozen: who holds the database cannot open a period again.
  const place = (name: string, frozen: boolean) => Buffer.from(`${name}/${frozen ? 'frozen' : 'open'}`);

  return {
    seal(grid: NoisyGrid): Row {
      const name = gridName(grid);
      const cells = [...grid.cells]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([cell, count]) => [cell, fixedWidth(count)]);
      const content = { version: 1, epsilon: [grid.epsilon.numerator, grid.epsilon.denominator], cells };
      const sealed = seal(Buffer.from(JSON.stringify(content)), keys[0], place(name, grid.isFrozen), paddedTo);
      return { name, isFrozen: grid.isFrozen, sealed };
    },
    open({ name, isFrozen: frozen, sealed }: Row): NoisyGrid | null {
      const table = countTables.find((one) => name.startsWith(`${one}/`));
      const content = openWithAny(sealed, keys, place(name, frozen));
      return table && content ? parseGrid(table, name.slice(3), frozen, content) : null;
    },
    isOfFormerKey: ({ name, isFrozen: frozen, sealed }: Row): boolean =>
      open(sealed, keys[0], place(name, frozen)) === null,
  };
}

function parseGrid(table: CountTable, period: string, frozen: boolean, content: Buffer): NoisyGrid | null {
  try {
    const { epsilon, cells } = stored.parse(JSON.parse(String(content)));
    const [numerator, denominator] = epsilon;
    const counts = cells.map(([cell, count]) => [cell, Number(count) as NoisyCount] as const);
    return { table, period, epsilon: { numerator, denominator }, isFrozen: frozen, cells: new Map(counts) };
  } catch {
    return null;
  }
}

function fixedWidth(count: number): string {
  const size = String(Math.min(Math.abs(count), highest)).padStart(digits, '0');
  return `${count < 0 ? '-' : '+'}${size}`;
}

const nameOf = ({ name }: { name: string }) => name as GridName;
const distinct = (grids: readonly NoisyGrid<false>[]) => [
  ...new Map(grids.map((grid) => [gridName(grid), grid])).values(),
];
