import type { OpeningHours } from '../domain/referral.ts';
import { weekdayName } from '../locales/formats.ts';
import type { Words } from '../locales/index.ts';

/** When a service is open, as one line. Times are those of the place where it is. */
export const hoursLine = (words: Words, hours: OpeningHours): string =>
  words.text('help.hours', { hours: hoursInWords(words, hours) });

function hoursInWords(words: Words, hours: OpeningHours): string {
  if ('always' in hours) return words.plain('help.always');
  return hours.spans
    .map(({ from, to, opens, closes }) => {
      const first = weekdayName(from, words.language);
      const last = weekdayName(to, words.language);
      const days = from === 1 && to === 7 ? words.plain('help.daily') : from === to ? first : `${first}–${last}`;
      return `${days} ${opens}–${closes}`;
    })
    .join(', ');
}
