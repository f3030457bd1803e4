import * as z from 'zod';
import {
  type CalendarMonth,
  type CounterMonth,
  type NoisyCount,
  type SafetyState,
  safetyStates,
} from '../../domain/small-counter.ts';
import { open, openWithAny, seal } from '../cipher.ts';
import type { Keyring } from '../keyring.ts';

/** A month as its box holds it: the cells, and the safety state of each thing. */
export interface HeldMonth<IsFrozen extends boolean = boolean> {
  readonly counters: CounterMonth<IsFrozen>;
  readonly wrong: ReadonlyMap<string, SafetyState>;
}

/** A month before its first flush. */
export const emptyMonth: HeldMonth = { counters: { isFrozen: false, cells: new Map() }, wrong: new Map() };
/** Content bytes are padded to multiples of this; the table's CHECK holds it. */
const paddedTo = 4096;
const digits = 7;
const highest = 10 ** digits - 1;

const stored = z.object({
  version: z.literal(1),
  isFrozen: z.literal([0, 1]),
  cells: z.array(
    z.tuple([
      z.string(),
      z
        .string()
        .regex(/^[+-]\d{7}$/)
        .transform(Number),
    ]),
  ),
  wrong: z.array(z.tuple([z.string(), z.enum(safetyStates)])),
});

/** Every number and state is written as wide as any other, so that a box's length tells no count. */
export function createBoxes(keyring: Keyring, purpose: string) {
  const keys = keyring.subkeys(`${purpose}/seal`);
  const place = (month: CalendarMonth) => Buffer.from(month);

  return {
    sealMonth(month: CalendarMonth, { counters, wrong }: HeldMonth): Buffer {
      const content = {
        version: 1,
        isFrozen: counters.isFrozen ? 1 : 0,
        cells: sorted(counters.cells).map(([name, count]) => [name, fixedWidth(count)]),
        wrong: sorted(wrong),
      };
      return seal(Buffer.from(JSON.stringify(content)), keys[0], place(month), paddedTo);
    },
    /** Null for a month that cannot be opened. */
    openAll(rows: readonly { month: CalendarMonth; sealed: Buffer }[]): Map<CalendarMonth, HeldMonth | null> {
      return new Map(rows.map(({ month, sealed }) => [month, parse(openWithAny(sealed, keys, place(month)))]));
    },
    /** True for a box of a former key: it must be sealed anew before that key is gone. */
    isOfFormerKey: ({ month, sealed }: { month: CalendarMonth; sealed: Buffer }) =>
      keys.length > 1 && open(sealed, keys[0], place(month)) === null,
  };
}

function parse(content: Buffer | null): HeldMonth | null {
  try {
    const { isFrozen: frozen, cells, wrong } = stored.parse(JSON.parse(String(content)));
    const counts = cells.map(([name, count]) => [name, count as NoisyCount] as const);
    return { counters: { isFrozen: frozen === 1, cells: new Map(counts) }, wrong: new Map(wrong) };
  } catch {
    return null;
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

function fixedWidth(count: number): string {
  const size = String(Math.min(Math.abs(count), highest)).padStart(digits, '0');
  return `${count < 0 ? '-' : '+'}${size}`;
}
