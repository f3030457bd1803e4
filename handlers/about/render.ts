import type { TextKey, Words } from '../../locales/index.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** The pages behind /about and the texts of each, in the order in which they are read. */
const pages = {
  readers: [
    'about.readersPhone',
    'about.readersTelegram',
    'about.readersServer',
    'about.readersOrganisation',
    'about.readersCounsellor',
    'about.readersBooking',
    'about.readersDisk',
    'about.readersBoth',
  ],
  kept: [
    'about.keptSettings',
    'about.keptState',
    'about.keptReport',
    'about.keptDraft',
    'about.keptBooking',
    'about.keptChosen',
    'about.keptAsked',
    'about.keptMark',
    'about.keptNumbers',
    'about.keptMemory',
    'about.keptNot',
    'about.keptWords',
  ],
  phone: [
    'about.phoneAutoDelete',
    'about.phoneArchive',
    'about.phoneMute',
    'about.phonePasscode',
    'about.phoneSweep',
    'about.phoneLimit',
  ],
  authors: ['about.authorsWho', 'about.authorsUnreviewed', 'about.authorsNumbers'],
} as const satisfies Record<string, readonly TextKey[]>;

export type AboutPage = keyof typeof pages;

/** What the bot is, and the way to the four pages. */
export function renderAbout(words: Words, isPreview: boolean): Screen {
  return {
    first: words.text('about.first'),
    body: [
      words.text('about.what'),
      words.text(isPreview ? 'about.preview' : 'about.fake'),
      '',
      `<b>${words.text('about.choose')}</b>`,
    ],
    keyboard: [
      [button(words.plain('about.readers'), 'about:readers', {})],
      [button(words.plain('about.kept'), 'about:kept', {})],
      [button(words.plain('about.phone'), 'about:phone', {})],
      [button(words.plain('about.authors'), 'about:authors', {})],
      footer(words),
    ],
  };
}

/** One page of /about. */
export function renderAboutPage(words: Words, page: AboutPage): Screen {
  return {
    first: words.text(`about.${page}First`),
    body: pages[page].flatMap((key) => [words.text(key), '']),
    keyboard: [
      ...(page === 'phone' ? [[button(words.plain('menu.clear'), 'clear:ask', {})]] : []),
      [button(words.plain('common.back'), 'about:open', {})],
      footer(words),
    ],
  };
}
