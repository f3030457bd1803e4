import { type Context, GrammyError } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Words } from '../locales/index.ts';
import { formerMessage, livingMessage, messageAtHand } from './incoming.ts';

export type Button =
  | { readonly label: string; readonly data: string }
  | { readonly label: string; readonly url: string };

/** What stands in the living message. Made by pure functions; shown by `show`. */
export interface Screen {
  /** Stands in the chat list, where strangers look: it must say nothing. */
  readonly first: string;
  /** Lines in Telegram's HTML; an empty one is a gap. */
  readonly body: readonly string[];
  readonly keyboard: readonly (readonly Button[])[];
}

/** The screen's text in Telegram's HTML. */
export function htmlOf(screen: Screen): string {
  // A part that is empty leaves two gaps behind; one is enough.
  return [screen.first, '', ...screen.body]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same screen with a line about what has just happened, where it is read first. */
export function withNotice(screen: Screen, notice: { first: string; line: string }): Screen {
  return { ...screen, first: notice.first, body: [notice.line, '', ...screen.body] };
}

/** The words in which something is said. */
export type SpokenIn = Pick<Words, 'language'>;

/**
 * Marks a call with the language of its words. The mark goes as far as the edge, which takes it off and tells the
 * channel: the Bot API knows no such field.
 */
export const languageMark = ({ language }: SpokenIn) => ({ language });

/** A screen as a message of the Bot API. */
export const contentOf = (screen: Screen, words: SpokenIn) => ({ text: htmlOf(screen), ...optionsOf(screen, words) });

export type MessageContent = ReturnType<typeof contentOf>;

/**
 * Puts a screen into the living message: edits it in place after a press, else sends it anew and
 * removes the one before. Silent, without link previews.
 */
export async function show(ctx: Context, screen: Screen, words: SpokenIn): Promise<void> {
  const html = htmlOf(screen);
  const options = optionsOf(screen, words);
  const isInPlace = ctx.callbackQuery !== undefined && (await isEdited(ctx, html, options));
  if (!isInPlace) await ctx.reply(html, { ...options, disable_notification: true });
  await removeMessage(ctx, formerMessage);
}

/** Puts a screen into the living message without an update at hand: the next moment of an exercise. */
export async function replaceLiving(api: Context['api'], chat: number, screen: Screen, words: SpokenIn): Promise<void> {
  await api.editMessageText(chat, livingMessage, htmlOf(screen), optionsOf(screen, words));
}

/** Sends a screen that nobody has just asked for, silently, without an update at hand; the living message stays. */
export async function sendNotice(api: Context['api'], chat: number, screen: Screen, words: SpokenIn): Promise<void> {
  await api.sendMessage(chat, htmlOf(screen), { ...optionsOf(screen, words), disable_notification: true });
}

/**
 * Deletes a message of the chat; answers whether it is gone, by this call or an earlier one.
 * Older than 48 hours: it is not.
 */
export async function removeMessage(ctx: Context, messageId: number): Promise<boolean> {
  if (ctx.chatId === undefined) return false;
  try {
    return await ctx.api.deleteMessage(ctx.chatId, messageId);
  } catch (error) {
    if (isRefused(error)) return error.description.includes('message to delete not found');
    throw error;
  }
}

const optionsOf = (screen: Screen, words: SpokenIn) =>
  ({
    ...languageMark(words),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: screen.keyboard.map((row) => row.map(toInlineButton)) },
  }) as const;

type EditOptions = Parameters<Context['api']['editMessageText']>[3];

/** False when the message is gone or cannot be edited any more; "not modified" is fine. */
async function isEdited(ctx: Context, html: string, options: NonNullable<EditOptions>): Promise<boolean> {
  if (ctx.chatId === undefined) return false;
  try {
    await ctx.api.editMessageText(ctx.chatId, messageAtHand, html, options);
    return true;
  } catch (error) {
    if (isRefused(error)) return error.description.includes('not modified');
    throw error;
  }
}

const isRefused = (error: unknown): error is GrammyError => error instanceof GrammyError && error.error_code === 400;

const toInlineButton = (button: Button): InlineKeyboardButton =>
  'url' in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.data };
