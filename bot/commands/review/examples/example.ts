import type { Screen } from '../../../../handlers/screen.ts';

/** A screen as people see it, to show the texts of a file where they stand. */
export interface Example {
  /** The text file that most of its words come from: `locales/menu` */
  readonly file: string;
  readonly screen: Screen;
}

/** Screens under the file that they belong to. */
export function examplesOf(name: string, screens: readonly Screen[]): readonly Example[] {
  return screens.map((screen) => ({ file: `locales/${name}`, screen }));
}
