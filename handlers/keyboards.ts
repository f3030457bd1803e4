import { type Whereabouts, whereabouts } from '../domain/country.ts';
import { languages } from '../domain/language.ts';
import { ownNames } from '../locales/formats.ts';
import type { Words } from '../locales/index.ts';
import { type Arguments, open, type RouteName } from './callback-data.ts';
import type { Button } from './screen.ts';

/** A button that leads to a route. */
export function button<N extends RouteName>(label: string, name: N, args: Arguments<N>): Button {
  return { label, data: open(name, args) };
}

/** The last row of every screen: urgent help, the menu and the language are always one tap away. */
export function footer(words: Words): readonly Button[] {
  return [
    button(words.plain('common.sos'), 'sos:open', {}),
    button(words.plain('common.menu'), 'menu:open', {}),
    button(words.plain('common.language'), 'language:ask', {}),
  ];
}

/** Buttons in rows of so many. */
export function inRows(buttons: readonly Button[], perRow: number): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  for (let index = 0; index < buttons.length; index += perRow) {
    rows.push(buttons.slice(index, index + perRow));
  }
  return rows;
}

/** Each language in itself, one a row. */
export function languageButtons(toData: (language: Words['language']) => string): readonly (readonly Button[])[] {
  return languages.map((language) => [{ label: ownNames[language], data: toData(language) }]);
}

/** All served countries and "another country", two a row. */
export function countryButtons(words: Words, toData: (country: Whereabouts) => string): readonly (readonly Button[])[] {
  const buttons = whereabouts.map((country) => ({
    label: words.plain(`places.${country}`),
    data: toData(country),
  }));
  return inRows(buttons, 2);
}
