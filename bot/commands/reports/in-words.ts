import { type Category, crosswalk } from '../../../domain/incident-report/crosswalk.ts';

const other: Readonly<Record<string, string>> = { not_said: 'not said', country_only: 'the country only' };

/** The category of a code; null for what is none, such as an area. */
export const categoryOf = (value: string): Category | null =>
  value in crosswalk ? crosswalk[value as keyof typeof crosswalk] : null;

/** A value as people read it. Areas keep their code of ISO 3166-2. */
export const inWords = (value: string): string => categoryOf(value)?.words ?? other[value] ?? value;

/** The categories of REAct for some codes, each once. */
export const reactOf = (values: readonly string[]): readonly string[] => [
  ...new Set(values.flatMap((value) => categoryOf(value)?.react ?? [])),
];
