import type { Words } from '../../locales/index.ts';
import { exampleMark } from '../booking-hours.ts';
import { type PlacedSearch, talkList } from '../booking-search.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** On the wait list: what comes, what is kept for it, and how to leave. */
export function renderWaiting(words: Words, search: PlacedSearch, isPreview: boolean): Screen {
  return {
    first: words.text('book.waitFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.waiting'), '', words.text('book.waitKept')],
    keyboard: [
      [button(words.plain('book.people'), 'help:list', talkList(search.wish.country))],
      [button(words.plain('book.leave'), 'book:leave', { search })],
      [button(words.plain('book.change'), 'book:wish', { search })],
      footer(words),
    ],
  };
}
