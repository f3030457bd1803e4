import type { TextKey, Words } from '../../locales/index.ts';
import type { BotContext } from '../context.ts';
import type { Screen } from '../screen.ts';

/** What has become of the words that a person has just typed; after a press nothing is known of those before. */
export type TypedWords = 'gone' | 'left' | 'unknown';

export function typedWords({ callbackQuery, isTidied }: Pick<BotContext, 'callbackQuery' | 'isTidied'>): TypedWords {
  if (callbackQuery !== undefined) return 'unknown';
  return isTidied ? 'gone' : 'left';
}

const keys: Readonly<Record<TypedWords, TextKey>> = {
  gone: 'distress.wordsGone',
  left: 'distress.wordsNotGone',
  unknown: 'distress.wordsNotKept',
};

/** What has become of the words, on the screens that answer them. */
export const wordsLine = (words: Words, typed: TypedWords): string => words.text(keys[typed]);

/** The same where little is said: only when there is something for the person to do. */
export const leftWordsLine = (words: Words, typed: TypedWords): readonly string[] =>
  typed === 'left' ? [wordsLine(words, typed)] : [];

/** A screen that was asked for, with the same line below all else: nothing stands before the numbers. */
export const withLeftWords = (ctx: BotContext, screen: Screen): Screen => ({
  ...screen,
  body: [...screen.body, ...leftWordsLine(ctx.words, typedWords(ctx))],
});
