import { type Filter, filters } from '../../domain/referral-search.ts';
import type { Words } from '../../locales/index.ts';
import type { ListPlace } from '../callback-data.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** The filters, each switched by a press. */
export function renderFilters(words: Words, at: ListPlace): Screen {
  const switched = (filter: Filter) =>
    at.filters.includes(filter) ? at.filters.filter((chosen) => chosen !== filter) : [...at.filters, filter];
  return {
    first: words.text('help.filtersFirst'),
    body: [words.text('help.filtersExplain')],
    keyboard: [
      ...filters.map((filter) => {
        const box = at.filters.includes(filter) ? '☑' : '☐';
        const label = `${box} ${words.plain(`filters.${filter}`)}`;
        return [button(label, 'help:filters', { ...at, filters: switched(filter), page: 0 })];
      }),
      [button(words.plain('help.filtersShow'), 'help:list', { ...at, page: 0 })],
      footer(words),
    ],
  };
}
