import { createAliases } from '../../bot/edge/alias.ts';
import { createAddressSeal } from '../../bot/edge/sealed-address.ts';
import { openKeyring } from '../../db/keyring.ts';
import type { BookingCode } from '../../domain/booking/booking-code.ts';
import type { OfferedHour, WaitRequest } from '../../domain/booking/counselling-desk.ts';
import { type HourOffer, weekly } from '../../domain/booking/hours.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Language } from '../../domain/language.ts';
import {
  anything,
  bishkek,
  bookHour,
  type Office,
  openOfficeWith,
} from '../db/counselling/support/counselling-office.ts';
import type { Person } from './bot-api/person.ts';
import type { TestApp } from './test-app.ts';

/** An organisation with hours in a program that runs, and its people as only the edge knows them. */
export interface OfficeInApp extends Office {
  aliasOf(person: Person): ChatAlias;
  /** Books the free hour with this number of a day, as if from the person's chat. */
  book(person: Person, options?: { language?: Language; isReminded?: boolean; nth?: number }): Promise<BookedInApp>;
  /** Puts the person's chat on the wait list, for anything in Kyrgyzstan unless told otherwise. */
  waits(person: Person, language: Language, changes?: Partial<WaitRequest>): Promise<void>;
}

export interface BookedInApp {
  readonly code: BookingCode;
  readonly name: string;
  readonly hour: OfferedHour;
}

/** The Tuesday on which it offers hours. */
export const tuesday = '2026-11-24';

export async function openOfficeInApp(
  app: TestApp,
  offers: readonly HourOffer[] = [weekly(2, 10, 13)],
): Promise<OfficeInApp> {
  const keyring = openKeyring(app.keysDirectory, dayOf(app.clock.now()));
  const clock = {
    get now() {
      return app.clock.now();
    },
    set now(moment: number) {
      app.clock.now = () => moment;
    },
  };
  const office = await openOfficeWith({ db: app.db(), keyring, clock }, offers);
  const aliases = createAliases(keyring.subkey('chat-alias'), 'telegram');
  const addresses = createAddressSeal(keyring.subkey('kept-address'));
  const aliasOf = (person: Person) => aliases(person.id);
  const reminding = (person: Person, language: Language) => ({
    address: addresses.seal(person.id),
    language,
    zone: bishkek,
    alias: aliasOf(person),
  });
  return {
    ...office,
    aliasOf,
    async book(person, { language = 'ru', isReminded = false, nth = 0 } = {}) {
      const hour = (await office.desk.freeHours(tuesday, anything, bishkek))[nth];
      if (!hour) throw new Error('no hour');
      const asked = isReminded ? reminding(person, language) : null;
      const { code, booking } = await bookHour(office, hour, aliasOf(person), { language, reminding: asked });
      return { code, name: booking.name, hour };
    },
    waits: (person, language, changes) =>
      office.desk.joinWaitList(aliasOf(person), { ...reminding(person, language), wish: anything, ...changes }),
  };
}
