import type { Lexicon } from '../../lexicon.ts';

/** What counts only beside another sign, or when the message says nothing else. */
export const weakSigns: Lexicon['weakSigns'] = {
  act: [
    'goodbye',
    'farewell',
    'forgive_me',
    'im_sorry_everyone',
    'bye_everyone',
    'wont_be_here',
    'bye_forever',
    'bye_everybody',
  ],
  wish: ['kys', 'ctb', 'i_want_out', 'die', 'death', 'im_done', 'i_am_done', 'im_so_done'],
  hopeless: [
    'everything_hurts',
    'cant_anymore',
    'so_tired_of',
    'i_quit',
    'whats_the_use',
    'i_hate_myself',
    'enough_of',
    'goodnight_forever',
  ],
};
