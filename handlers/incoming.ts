import type { Update } from 'grammy/types';
import type { CrisisLevel } from '../domain/crisis-words/index.ts';

/** What a person sent, without what was in it. */
export const contentKinds = [
  'command',
  'press',
  'text',
  'edit',
  'voice',
  'picture',
  'location',
  'contact',
  'other',
] as const;
export type ContentKind = (typeof contentKinds)[number];

/** The screens on which a code may be typed. */
export type CodeScreen = 'code:pad' | 'mine:pad';

export interface TypedCode {
  readonly askedBy: CodeScreen;
  readonly digits: string;
}

/**
 * An update as the edge lets it in: built anew from an allow-list, with an alias for the person.
 * It holds no address, name, date, typed text, or Telegram's own ids of messages and presses.
 */
export interface ScrubbedUpdate extends Update {
  readonly edge: {
    readonly kind: ContentKind;
    /** Older than ten minutes when it arrived: the person may have left the chat long ago. */
    readonly isStale: boolean;
    /** What the edge recognised in typed words that pass no further; null for everything else. */
    readonly distress: CrisisLevel | null;
    /** A code that was typed while its keypad asked for one; no other typed words pass. */
    readonly code?: TypedCode;
  };
}

/** Stands for the message that an update came from; the edge puts the real id in. */
export const messageAtHand = 1;

/** Stands for the one message of the bot that is kept up to date in a chat. */
export const livingMessage = 2;

/** Stands for the message that was the living one before; it is deleted when a new one stands. */
export const formerMessage = 3;
