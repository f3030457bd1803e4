import type { City, Whereabouts } from '../../domain/country.ts';
import type { Need } from '../../domain/referral-search.ts';
import type { Words } from '../../locales/index.ts';
import type { ListPlace } from '../callback-data.ts';
import { policeWord } from '../contact-lines.ts';
import { button, footer, inRows } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

/** A list before anything was narrowed. */
const wholeList = (place: Whereabouts, need: Need, city: City | null): ListPlace => ({
  place,
  need,
  city,
  filters: [],
  page: 0,
});

/** Asks what would help. Where cities are offered they come next, else the list. */
export function renderNeeds(
  words: Words,
  place: Whereabouts,
  { needs, hasCities }: { readonly needs: readonly Need[]; readonly hasCities: boolean },
): Screen {
  const question =
    place === 'INT'
      ? words.text('help.askAnywhere')
      : words.text('help.ask', { place: words.plain(`places.${place}`) });
  const buttons = needs.map((need): Button => {
    const label = words.plain(`needs.${need}`, policeWord(place));
    return hasCities
      ? button(label, 'help:cities', { place, need })
      : button(label, 'help:list', wholeList(place, need, null));
  });
  return {
    first: words.text('help.first'),
    body: [`<b>${question}</b>`],
    keyboard: [
      ...inRows(buttons, 2),
      [button(words.plain('menu.country'), 'country:ask', { next: 'help' })],
      footer(words),
    ],
  };
}

/** Asks for a city near the person; "another place" searches the whole country. */
export function renderCities(words: Words, place: Whereabouts, need: Need, cities: readonly City[]): Screen {
  return {
    first: words.text('help.first'),
    body: [`<b>${words.text('help.askCity')}</b>`],
    keyboard: [
      ...cities.map((city) => [button(words.plain(`places.${city}`), 'help:list', wholeList(place, need, city))]),
      [button(words.plain('help.otherCity'), 'help:list', wholeList(place, need, null))],
      [button(words.plain('help.backToNeeds'), 'help:needs', { place })],
      footer(words),
    ],
  };
}
