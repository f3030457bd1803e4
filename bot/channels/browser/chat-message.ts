import type { Language } from '../../../domain/language.ts';

/** Message text as a small tree: what the page may draw, and nothing else. */
export type RichText = string | RichElement;

export interface RichElement {
  readonly tag: RichTag;
  readonly href?: string;
  readonly children: readonly RichText[];
}

export const RICH_TAGS = ['b', 'i', 'u', 's', 'code', 'pre', 'blockquote', 'spoiler', 'a'] as const;
export type RichTag = (typeof RICH_TAGS)[number];

/** A button under a message, as far as the page needs to know it. */
export type PageButton =
  | { readonly text: string; readonly kind: 'press'; readonly callback: string }
  | { readonly text: string; readonly kind: 'open'; readonly url: string }
  | { readonly text: string; readonly kind: 'copy'; readonly copy: string }
  /** Something only Telegram can do, such as choosing another chat. */
  | { readonly text: string; readonly kind: 'elsewhere' };

export interface InlineKeyboard {
  /** `inline_keyboard` as the bot gave it; goes back in Bot API answers. */
  readonly raw: readonly (readonly unknown[])[];
  readonly rows: readonly (readonly PageButton[])[];
}

/** What a message says, without its place in a chat. */
export interface MessageContent {
  readonly text: string;
  readonly rich: readonly RichText[];
  readonly keyboard?: InlineKeyboard;
  /** Of its words; nobody knows that of what a person typed. */
  readonly language?: Language;
}

export interface ChatMessage extends MessageContent {
  readonly id: number;
  /** Seconds since 1970, as Telegram counts. */
  readonly date: number;
  /** Written by the person in the tab, not by the bot. */
  readonly mine: boolean;
}

/** A message as the page gets it. */
export interface PageMessage {
  readonly id: number;
  readonly mine: boolean;
  readonly rich: readonly RichText[];
  readonly keyboard: readonly (readonly PageButton[])[];
  readonly language?: Language;
}

/** Leaves out what the page has no use for. */
export function toPageMessage({ id, mine, rich, keyboard, language }: ChatMessage): PageMessage {
  return { id, mine, rich, keyboard: keyboard?.rows ?? [], ...(language && { language }) };
}
