import type { Update } from 'grammy/types';
import { parseBookingCode } from '../../domain/booking/booking-code.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { crisisLevelOf } from '../../domain/crisis-words/index.ts';
import type { Language } from '../../domain/language.ts';
import { parseReceiptCode } from '../../domain/receipt-code.ts';
import { type CodeScreen, type ContentKind, messageAtHand, type ScrubbedUpdate } from '../../handlers/incoming.ts';
import { languageHint } from './language-hint.ts';
import { type RawMessage, type RawUpdate, rawUpdate } from './raw-update.ts';

/** An update after this many seconds is stale. */
const staleAfterSeconds = 600;

/** A code with whatever people put between its digits. */
const longestCode = 64;

const codes: Readonly<Record<CodeScreen, (text: string) => string | null>> = {
  'code:pad': parseReceiptCode,
  'mine:pad': parseBookingCode,
};

/** The screen that asks for a code, or null for any other. */
export const codeScreen = (route: string | undefined): CodeScreen | null =>
  (Object.keys(codes) as CodeScreen[]).find((name) => name === route) ?? null;

/** What the edge makes of a raw update. Everything personal stays in `address` and the two ids. */
export type Incoming =
  | {
      readonly type: 'chat';
      readonly address: number;
      readonly messageId: number | null;
      /** Milliseconds since 1970; 0 when unknown. It stays at the edge, like the two ids. */
      readonly messageSentAt: number;
      readonly callbackId: string | null;
      /** Somebody asks for urgent help, or says that they are in danger. */
      readonly isUrgent: boolean;
      /** @param askedBy the screen that stands there, where it asks for a code: that one may pass, and no other words */
      scrubbedFor(alias: ChatAlias, askedBy: CodeScreen | null): ScrubbedUpdate;
    }
  /** A group or channel: the bot speaks with one person at a time, so it leaves. */
  | { readonly type: 'group'; readonly address: number }
  /** The person blocked the bot: what is held about the chat is forgotten. */
  | { readonly type: 'blocked'; readonly address: number }
  | { readonly type: 'nothing' };

const nothing: Incoming = { type: 'nothing' };

/**
 * Reads a raw update by the allow-list.
 * @param commands names that may pass as text; all other typed words stay outside
 * @param nowSeconds the clock, in seconds since 1970
 * @param isLate true when it may be old: asked of a press, which has no date
 */
export function scrubUpdate(raw: unknown, commands: ReadonlySet<string>, nowSeconds: number, isLate = false): Incoming {
  const parsed = rawUpdate.safeParse(raw);
  if (!parsed.success) return nothing;
  const update = parsed.data;
  const chat = chatOf(update);
  if (!chat) return nothing;
  if (chat.type !== 'private') {
    const hasLeft = update.my_chat_member && isAway(update.my_chat_member.new_chat_member.status);
    return hasLeft ? nothing : { type: 'group', address: chat.id };
  }
  if (update.my_chat_member) {
    const isBlocked = isAway(update.my_chat_member.new_chat_member.status);
    return isBlocked ? { type: 'blocked', address: chat.id } : nothing;
  }
  return update.callback_query
    ? scrubPress(update.callback_query, chat.id, isLate)
    : scrubMessage(update, chat.id, commands, nowSeconds);
}

function chatOf(update: RawUpdate): { id: number; type: string } | undefined {
  return (
    update.message?.chat ??
    update.edited_message?.chat ??
    update.callback_query?.message?.chat ??
    update.channel_post?.chat ??
    update.my_chat_member?.chat
  );
}

const isAway = (status: string) => status === 'kicked' || status === 'left';

/** The buttons to urgent help and to the questions for somebody in distress. */
const urgentPress = /^(sos|distress|report:sos):/;

function scrubPress(press: NonNullable<RawUpdate['callback_query']>, address: number, isLate: boolean): Incoming {
  const hint = languageHint(press.from.language_code);
  return {
    type: 'chat',
    address,
    messageId: press.message?.message_id ?? null,
    messageSentAt: (press.message?.date ?? 0) * 1_000,
    callbackId: press.id,
    isUrgent: urgentPress.test(press.data ?? ''),
    scrubbedFor: (alias) =>
      build(
        { kind: 'press', isStale: isLate, distress: null },
        {
          callback_query: {
            // The real id's upper 32 bits are the person's id: the alias serves as the handle.
            id: String(alias),
            from: person(alias, hint),
            chat_instance: '',
            data: press.data ?? '',
            message: { message_id: messageAtHand, ...place(alias) },
          },
        },
      ),
  };
}

function scrubMessage(update: RawUpdate, address: number, commands: ReadonlySet<string>, nowSeconds: number): Incoming {
  const message = update.message ?? update.edited_message;
  if (!message || isNote(message)) return nothing;
  const command = update.message ? commandIn(message.text, commands) : null;
  const kind = update.edited_message ? 'edit' : command ? 'command' : kindOf(message);
  const isStale = nowSeconds - message.date > staleAfterSeconds;
  // Hours later nobody is asked: the person may have left the chat long ago.
  const distress = isStale ? null : crisisLevelOf(message.text ?? message.caption ?? '');
  const typed = isStale || update.edited_message ? '' : (message.text?.slice(0, longestCode) ?? '');
  const hint = languageHint(message.from?.language_code);
  const words = command && {
    text: `/${command}`,
    entities: [{ type: 'bot_command' as const, offset: 0, length: command.length + 1 }],
  };
  return {
    type: 'chat',
    address,
    messageId: message.message_id,
    messageSentAt: message.date * 1_000,
    callbackId: null,
    isUrgent: distress !== null || command === 'sos',
    scrubbedFor(alias, askedBy) {
      const digits = askedBy && codes[askedBy](typed);
      return build(
        { kind, isStale, distress, ...(askedBy && digits && { code: { askedBy, digits } }) },
        {
          message: { message_id: messageAtHand, from: person(alias, hint), ...place(alias), ...words },
        },
      );
    },
  };
}

/** The name of a known command that stands first in a text, without bot name and arguments. */
function commandIn(text: string | undefined, commands: ReadonlySet<string>): string | null {
  const name = text && /^\/([a-z]{1,32})(?:@\w+)?(?:\s|$)/i.exec(text)?.[1]?.toLowerCase();
  return name && commands.has(name) ? name : null;
}

/** Telegram's own note that the person turned on auto-delete or pinned something: they said nothing. */
const isNote = (message: RawMessage) => message.message_auto_delete_timer_changed || message.pinned_message;

function kindOf(message: RawMessage): ContentKind {
  if (message.text !== undefined) return 'text';
  if (message.voice || message.audio || message.video_note) return 'voice';
  if (message.photo || message.video || message.document || message.animation) return 'picture';
  if (message.location || message.venue) return 'location';
  return message.contact ? 'contact' : 'other';
}

/** Update ids count up for the whole bot, so that a kept one would tell the time: all are 0 inside. */
function build(edge: ScrubbedUpdate['edge'], content: Omit<Update, 'update_id'>): ScrubbedUpdate {
  return { update_id: 0, edge, ...content };
}

const person = (alias: ChatAlias, hint: Language | null) => ({
  id: alias,
  is_bot: false,
  first_name: '',
  ...(hint && { language_code: hint }),
});

const place = (alias: ChatAlias) => ({
  date: 0,
  chat: { id: alias, type: 'private' as const, first_name: '' },
});
