import { startsAWord } from './avoided-words.ts';
import { countCharacters } from './characters.ts';

/** What a stranger who sees the chat list must not read, in any of the languages. */
const sensitive = [
  ...['sex', 'police', 'violen', 'abuse', 'rape', 'suicid', 'drug', 'hiv', 'sti', 'trans', 'lgbt', 'crisis', 'lawyer'],
  ...['секс', 'полици', 'милици', 'насили', 'изнасил', 'суицид', 'самоубий', 'наркот', 'вич', 'иппп', 'транс', 'лгбт'],
  ...['кризис', 'юрист', 'зомбулу', 'зорду', 'жыныс', 'баңги', 'өз өмүр'],
];

/** A shorter first line lets the second one show in the chat list. */
export const shortestFirstLine = 24;

/** Why a first line would tell a stranger too much. */
export function firstLineFaults(line: string): string[] {
  const length = countCharacters(line);
  return [
    ...(length < shortestFirstLine ? [`has ${length} characters only`] : []),
    ...sensitive.filter((stem) => startsAWord(line, stem)).map((stem) => `says "${stem}"`),
  ];
}
