import type { HoldToken } from '../domain/booking/counselling-desk.ts';
import { encodeSearch, type HourSearch, letterOfWay, parseSearch, wayOfLetter } from '../domain/booking/hour-search.ts';
import { parseCalendarDay } from '../domain/booking/hours.ts';
import type { SlotId } from '../domain/booking/slot.ts';
import type { Moment } from '../domain/booking/time-zone.ts';
import type { Way } from '../domain/booking/wish.ts';
import type { CalendarDay } from '../domain/calendar-day.ts';
import { sealedLength } from './report-parts.ts';

/** How values stand in the data of buttons. A field's text has neither colon nor dot. */

export interface Field<T> {
  write(value: T): string;
  /** The value, or undefined when the text is none. */
  read(text: string): T | undefined;
}

/** A field of whatever type, for the table of routes. */
export interface AnyField {
  write(value: never): string;
  read(text: string): unknown;
}

export const oneOf = <T extends string>(values: readonly T[]): Field<T> => ({
  write: (value) => value,
  read: (text) => values.find((value) => value === text),
});

/** A choice under a short code of its own: codes never change, so that old buttons keep their sense. */
export const coded = <T extends string>(codes: Readonly<Record<T, string>>): Field<T> => ({
  write: (value) => codes[value],
  read: (text) => (Object.keys(codes) as T[]).find((value) => codes[value] === text),
});

export const orNone = <T>(field: Field<T>): Field<T | null> => ({
  write: (value) => (value === null ? '' : field.write(value)),
  read: (text) => (text === '' ? null : field.read(text)),
});

export const smallNumber: Field<number> = {
  write: (value) => value.toString(36),
  read: (text) => (/^[0-9a-z]{1,2}$/.test(text) ? Number.parseInt(text, 36) : undefined),
};

/** The id of a service, an exercise or a variant. */
export const itemId: Field<string> = {
  write: (value) => value,
  read: (text) => (/^[a-z0-9-]{1,32}$/.test(text) ? text : undefined),
};

/** What only the program can read: the draft of a report, or the code of a saved one. */
export const sealed: Field<string> = {
  write: (value) => value,
  read: (text) => (text.length === sealedLength && /^[\w-]+$/.test(text) ? text : undefined),
};

export const digit: Field<number> = {
  write: String,
  read: (text) => (/^\d$/.test(text) ? Number(text) : undefined),
};

export const yesOrNo: Field<boolean> = {
  write: (value) => (value ? 'y' : 'n'),
  read: (text) => (text === 'y' || text === 'n' ? text === 'y' : undefined),
};

/** What somebody looks for, in 13 characters at most. */
export const search: Field<HourSearch> = {
  write: encodeSearch,
  read: (text) => parseSearch(text) ?? undefined,
};

/** YYYYMMDD. */
export const day: Field<CalendarDay> = {
  write: (value) => value.replaceAll('-', ''),
  read: (text) => parseCalendarDay(text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')) ?? undefined,
};

const upTo = (text: string, characters: number): number | undefined =>
  /^[0-9a-z]+$/.test(text) && text.length <= characters ? Number.parseInt(text, 36) : undefined;

/** The number of an hour: at most 2^31, which is six digits to the base 36. */
export const slot: Field<SlotId> = {
  write: (value) => value.toString(36),
  read: (text) => {
    const number = upTo(text, 6);
    return number !== undefined && number < 2 ** 31 ? (number as SlotId) : undefined;
  },
};

/** A moment in whole seconds. */
export const moment: Field<Moment> = {
  write: (value) => Math.floor(value / 1000).toString(36),
  read: (text) => {
    const seconds = upTo(text, 6);
    return seconds === undefined ? undefined : seconds * 1000;
  },
};

export const hold: Field<HoldToken> = {
  write: (value) => value,
  read: (text) => (/^[\w-]{22}$/.test(text) ? (text as HoldToken) : undefined),
};

export const way: Field<Way> = { write: letterOfWay, read: wayOfLetter };
