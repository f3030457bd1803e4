import { tellOfHours } from '../../../bot/jobs/tell-of-hours.ts';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import type { CounsellingDesk, HoldToken } from '../../../domain/booking/counselling-desk.ts';
import type { SlotId } from '../../../domain/booking/slot.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import type { SealedAddress } from '../../../domain/sealed-address.ts';
import { Secret } from '../../../domain/secret.ts';
import { anything, bishkek, desksOn, granted, request } from '../../db/counselling/support/counselling-office.ts';
import { type DatabasePlace, openAt } from './database-place.ts';
import { type Death, say, watched } from './watched.ts';

/** A program in which somebody books, moves, is reminded and cancels, somebody else waits, and which is killed. */
export interface BookingLife {
  readonly place: DatabasePlace;
  /** Milliseconds since 1970: when they book, and when the reminder of the second hour is due. */
  readonly now: number;
  readonly reminderDue: number;
  readonly booker: ChatAlias;
  readonly waiter: ChatAlias;
  readonly slots: readonly [SlotId, SlotId];
  /** None: it lives. */
  readonly dies: Death | null;
}

export const addressOf = (alias: ChatAlias) => `address of ${alias}` as SealedAddress;
export const remindingOf = (alias: ChatAlias) =>
  ({ address: addressOf(alias), language: 'ru', zone: bishkek }) as const;

/** The job as the program runs it, with a line of output in the place of a message. */
export const tellBy = (desk: CounsellingDesk, now: () => number, say: (line: string) => void) =>
  tellOfHours({
    desk,
    reach: (address) => ({
      alias: Number(address.split(' ').at(-1)) as ChatAlias,
      formerAliases: [],
      address: new Secret(0),
    }),
    async notify({ alias }, compose) {
      const notice = await compose();
      if (notice) say(`told ${alias}`);
      return notice ? 'told' : 'nothing';
    },
    now,
    isPreview: false,
    faults: {
      report(_event, _component, error) {
        throw error;
      },
    },
    stopping: new AbortController().signal,
    pauseMilliseconds: 0,
  });

export async function live({ place, dies, slots, booker, waiter, now, reminderDue }: BookingLife): Promise<void> {
  const opened = await openAt(place);
  const clock = { now };
  const { desk } = desksOn(opened.db, clock);
  const perform = <T>(name: string, operation: () => Promise<T>, result?: (value: T) => string) =>
    watched(name, dies, operation, result);
  const [first, second] = slots;
  const hold: HoldToken = await perform(
    'hold',
    async () => granted(await desk.hold(first, booker)).hold,
    (token) => token,
  );
  const code: BookingCode = await perform(
    'book',
    async () => granted(await desk.confirm(hold, request(booker, { reminding: remindingOf(booker) }))).code,
    (digits) => digits,
  );
  await perform('move', async () => granted(await desk.move(code, second)));
  clock.now = reminderDue;
  await perform('remind', () => tellBy(desk, () => clock.now, say));
  await desk.joinWaitList(waiter, { ...remindingOf(waiter), wish: anything });
  await perform('offer', () => tellBy(desk, () => clock.now, say));
  await perform('cancel', async () => granted(await desk.cancel(code)));
  say('lives');
  await opened.close();
}

if (process.env.BOOKING_LIFE) await live(JSON.parse(process.env.BOOKING_LIFE));
