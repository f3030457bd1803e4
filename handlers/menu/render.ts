import type { Whereabouts } from '../../domain/country.ts';
import type { Words } from '../../locales/index.ts';
import { button } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** The menu; it names the country by which help is chosen. `hasTips`: there are tips to show. */
export function renderMenu(words: Words, country: Whereabouts | null, hasTips: boolean): Screen {
  const place = country
    ? words.text('menu.place', { place: words.plain(`places.${country}`) })
    : words.text('menu.noPlace');
  return {
    first: words.text('menu.first'),
    body: [place, `<b>${words.text('menu.ask')}</b>`],
    keyboard: [
      [button(words.plain('menu.sos'), 'sos:open', {})],
      ...(hasTips ? [[button(words.plain('menu.tips'), 'tips:open', {})]] : []),
      [button(words.plain('menu.help'), 'help:open', {})],
      [button(words.plain('menu.book'), 'book:open', {})],
      [button(words.plain('menu.meet'), 'meet:open', {})],
      [button(words.plain('menu.report'), 'report:open', {})],
      [button(words.plain('menu.code'), 'code:open', {})],
      [button(words.plain('menu.country'), 'country:ask', { next: 'menu' })],
      [button(words.plain('menu.language'), 'language:ask', {})],
      [button(words.plain('menu.about'), 'about:open', {})],
      [button(words.plain('menu.clear'), 'clear:ask', {})],
    ],
  };
}
