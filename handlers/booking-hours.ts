import { isOpen } from '../domain/booking/booking-rules.ts';
import type { OfferedHour } from '../domain/booking/counselling-desk.ts';
import { waysThatFit } from '../domain/booking/fits.ts';
import type { Moment } from '../domain/booking/time-zone.ts';
import type { Way, Wish } from '../domain/booking/wish.ts';
import { escapeHtml, type Words } from '../locales/index.ts';
import type { Screen } from './screen.ts';

const icons: Readonly<Record<Way, string>> = { online: '💻', in_person: '📍', phone: '📞' };

/** Longer names are cut: the button must still tell the time. */
const longestName = 11;

/** The ways in which a person with this wish can have an hour. */
export const waysOf = (wish: Wish, { slot, counsellor }: OfferedHour): readonly Way[] =>
  waysThatFit(wish, counsellor).filter((way) => slot.ways.includes(way));

export const wayIcons = (ways: readonly Way[]): string => ways.map((way) => icons[way]).join('');

/** A way with its picture, for a button or a line. */
export const wayName = (words: Words, way: Way): string => `${icons[way]} ${words.plain(`book.way-${way}`)}`;

/** What an hour is, in a few characters: the counsellor, or the title of a group session. */
export function shortName(words: Words, { slot, counsellor }: OfferedHour): string {
  const name = slot.title ? `👥 ${slot.title[words.language]}` : counsellor.displayName;
  const characters = [...name];
  return characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : name;
}

/** Who it is with, in full, as Telegram's HTML: "Aida, Umbrella centre". */
export function fullName(words: Words, { slot, counsellor, organisation }: OfferedHour): string {
  const who = slot.title ? `👥 ${slot.title[words.language]}` : counsellor.displayName;
  return escapeHtml(`${who}, ${organisation.name[words.language]}`);
}

/** Whether somebody could take an hour at this moment. */
export const isFreeNow = ({ slot, seatsLeft }: OfferedHour, now: Moment): boolean =>
  isOpen(slot, { held: 0, booked: slot.seats - seatsLeft }, now).ok;

/** Hours of the example organisation say so on every screen. */
export const isExample = (isPreview: boolean, hour: OfferedHour | null): boolean =>
  isPreview || hour?.organisation.isExample === true;

/** The line that marks an example, and a gap; nothing else. */
export const exampleMark = (words: Words, isMarked: boolean): readonly string[] =>
  isMarked ? [words.text('book.exampleMark'), ''] : [];

/** The screen with that line, where it is of an example. */
export const markExample = (words: Words, screen: Screen, isMarked: boolean): Screen => ({
  ...screen,
  body: [...exampleMark(words, isMarked), ...screen.body],
});
