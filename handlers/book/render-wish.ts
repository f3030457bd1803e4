import { zoneCitiesOf } from '../../domain/booking/cities.ts';
import { type HourSearch, wishLanguages } from '../../domain/booking/hour-search.ts';
import { topics, type Wish, ways } from '../../domain/booking/wish.ts';
import { ownNames } from '../../locales/formats.ts';
import type { Words } from '../../locales/index.ts';
import { exampleMark } from '../booking-hours.ts';
import { isPlaced, listData } from '../booking-search.ts';
import { cityName } from '../booking-times.ts';
import { button, footer, inRows } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

export interface WishView {
  readonly words: Words;
  readonly search: HourSearch;
  readonly isPreview: boolean;
  /** True when this very choice is remembered for the next time. */
  readonly isRemembered: boolean;
}

/** What matters: all on one screen, nothing is a must. A second press on a choice takes it back. */
export function renderWish({ words, search, isPreview, isRemembered }: WishView): Screen {
  const { wish } = search;
  const choice = <K extends keyof Wish>(key: K, value: Wish[K], label: string): Button => {
    const isChosen = wish[key] === value;
    const changed = { ...search, wish: { ...wish, [key]: isChosen ? 'any' : value } };
    return button(isChosen ? `✓ ${label}` : label, 'book:wish', { search: changed });
  };
  const topicLabel = wish.topic === 'any' ? words.plain('book.topic') : `💬 ${words.plain(`book.topic-${wish.topic}`)}`;
  const cityLabel = isPlaced(search) ? cityName(words, search.city) : words.plain('book.city');
  return {
    first: words.text('book.wishFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.wishFree'), words.text('book.wishAsk')],
    keyboard: [
      wishLanguages.map((language) => choice('language', language, ownNames[language])),
      ways.map((way) => choice('way', way, words.plain(`book.way-${way}`))),
      [
        choice('companion', 'woman', words.plain('book.woman')),
        choice('companion', 'trans_competent', words.plain('book.transCompetent')),
      ],
      [button(topicLabel, 'book:topics', { search })],
      [button(`🕒 ${cityLabel}`, 'book:cities', { search })],
      [
        button(words.plain(isRemembered ? 'book.forget' : 'book.remember'), 'book:remember', {
          search,
          isOn: !isRemembered,
        }),
        button(words.plain('book.mine'), 'mine:open', {}),
      ],
      [{ label: words.plain('book.show'), data: listData(search) }],
      footer(words),
    ],
  };
}

/** What to talk about, if that is to be said. */
export function renderTopics(words: Words, search: HourSearch, isPreview: boolean): Screen {
  const choose = (topic: Wish['topic'], label: string) =>
    button(search.wish.topic === topic ? `✓ ${label}` : label, 'book:wish', {
      search: { ...search, wish: { ...search.wish, topic } },
    });
  return {
    first: words.text('book.topicFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.topicAsk')],
    keyboard: [
      ...topics.map((topic) => [choose(topic, words.plain(`book.topic-${topic}`))]),
      [choose('any', words.plain('book.topic'))],
      [button(words.plain('common.back'), 'book:wish', { search })],
      footer(words),
    ],
  };
}

/** The city whose time counts; choosing one leads on to what is free. */
export function renderCities(words: Words, search: HourSearch, isPreview: boolean): Screen {
  const cities = zoneCitiesOf(search.wish.country).map((city) => ({
    label: search.city === city ? `✓ ${cityName(words, city)}` : cityName(words, city),
    data: listData({ ...search, city }),
  }));
  return {
    first: words.text('book.cityFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.cityAsk')],
    keyboard: [
      ...inRows(cities, 2),
      [button(words.plain('book.otherCountry'), 'country:ask', { next: search.among === 'hours' ? 'book' : 'meet' })],
      ...(search.among === 'hours' ? [[button(words.plain('common.back'), 'book:wish', { search })]] : []),
      footer(words),
    ],
  };
}
