import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { CalendarDay } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ChatSettings } from '../domain/chat-settings.ts';
import type { VisibilityMode } from '../domain/contact-visibility.ts';
import type { CopingTexts } from '../domain/coping-tip.ts';
import type { Language } from '../domain/language.ts';
import type { Service } from '../domain/referral.ts';
import type { FeedbackTag } from '../domain/small-counter.ts';
import type { TextKey, TextValues, Words } from '../locales/index.ts';
import type { BookingParts } from './booking-parts.ts';
import type { Arguments, Route, RouteName } from './callback-data.ts';
import type { ScrubbedUpdate } from './incoming.ts';
import type { ReportParts } from './report-parts.ts';
import type { Screen } from './screen.ts';

/** A line about what has just happened, said above the next screen. */
export interface Notice {
  readonly first: TextKey;
  readonly line: TextKey;
  readonly values?: TextValues;
}

/** A screen that comes by itself, and how long the one before it stands. */
export interface TimedFrame {
  readonly afterSeconds: number;
  readonly route: Route;
  /** Or how it is made when its time has come. Where that fails, the screen before it stays. */
  readonly screen: Screen | (() => Promise<Screen>);
}

/** What clearing a chat could not do; the person must hear of it. */
export interface Cleared {
  /** Something was too old to be deleted: the bot's messages got the neutral line, hers stand as they were. */
  readonly isOldLeft: boolean;
  /** Telegram did not delete everything just now: the sweeper goes on. */
  readonly isUnfinished: boolean;
  /** False when the database is away: settings and state are not deleted. */
  readonly isForgotten: boolean;
}

/** What every handler finds on its context, put there by the middlewares in `bot`. */
export interface ChatFlavor {
  readonly update: ScrubbedUpdate;
  /** What the person chose, or null when nothing is remembered (or the memory is away). */
  settings: ChatSettings | null;
  /** Remembers, beside what was remembered before; `ctx.settings` and `ctx.words` follow. */
  remember(settings: ChatSettings): Promise<void>;
  /** The texts in the person's language. */
  words: Words;
  /** Notes which screen stands in the living message, so that it can be drawn again. */
  noteScreen(route: Route): void;
  /** Notes that the neutral line stands there; where the person was is forgotten. */
  noteNeutral(): void;
  /** Callback data of the screen that stands there now, if known. */
  screenAtHand: string | undefined;
  /** Said above the screen that comes next. */
  notice: Notice | null;
  /** The questions at the beginning are asked anew. */
  beginsAnew: boolean;
  /** True when the message that the person sent could be deleted at once. */
  isTidied: boolean;
  /** Callback data of where the person was before urgent help or a question came between, if known: see way-back.ts. */
  screensBefore: readonly string[] | undefined;
  /** Counts what the person says of a card; blurred, once a card and day. */
  countFeedback(cardId: string, tag: FeedbackTag): void;
  /** Deletes all that stands in the chat and all that is kept of it; this screen is left in one message. */
  clearChat(neutral: Screen): Promise<Cleared>;
  /** Notes that an organisation's contact is said to be wrong or dead; once a day, and never hides it. */
  noteWrongContact(organizationId: string): void;
  /** Goes on through these screens by itself, until the person does anything. */
  playOn(frames: readonly TimedFrame[]): void;
  /** Leads to any screen, of whatever flow. */
  goTo<N extends RouteName>(name: N, args: Arguments<N>): Promise<void>;
  /**
   * Says what the press is answered with: a toast or, as an alert, a pop-up. The first words count.
   * They go out beside the next screen, or at the end.
   * @throws Error when the screen is on its way already
   */
  answer(text: string, options?: { readonly isAlert: boolean }): void;
  /** Lets the answer go out while something else is done; nothing can be said with it afterwards. */
  answerBeside(): void;
}

export type BotContext = ConversationFlavor<Context & ChatFlavor>;

/** What the flows need from outside. */
export interface HandlerDependencies {
  /** The referral directory as it stands now. */
  services(): readonly Service[];
  /** The coping tips and exercises that may be shown in a language. */
  coping(language: Language): CopingTexts;
  today(): CalendarDay;
  /** Milliseconds since 1970. */
  now(): number;
  readonly reports: ReportParts;
  readonly bookings: BookingParts;
  readonly visibility: VisibilityMode;
  /** True in the browser preview, where nothing leaves the machine. */
  readonly isPreview: boolean;
}

/** The chat at hand: behind the edge its id is its alias. */
export const chatOf = (ctx: Pick<Context, 'chatId'>): ChatAlias => ctx.chatId as ChatAlias;

/** The language in which to speak to a person who has not chosen one. */
export const fallbackLanguage: Language = 'en';
