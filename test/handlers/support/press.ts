import type { InlineKeyboardButton } from 'grammy/types';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import type { Whereabouts } from '../../../domain/country.ts';
import type { Language } from '../../../domain/language.ts';
import type { Route } from '../../../handlers/callback-data.ts';
import type { BotContext, Notice } from '../../../handlers/context.ts';
import type { Router } from '../../../handlers/router.ts';
import type { Button, Screen } from '../../../handlers/screen.ts';
import { htmlOf } from '../../../handlers/screen.ts';
import { wordsIn } from '../../../locales/index.ts';

/** A screen as it was sent. */
export interface SentScreen {
  readonly html: string;
  readonly keyboard: readonly (readonly Button[])[];
  /** Toasts and pop-ups. */
  readonly answers: readonly string[];
}

export interface Person {
  readonly language: Language;
  readonly country: Whereabouts | null;
  readonly notice?: Notice;
}

/** The chat of all walks. */
export const chat = 1 as ChatAlias;

/** A context with no more on it than the handlers need, and what was sent through it. */
export function createFakeContext(router: Router, { language, country, notice }: Person) {
  let html = '';
  let keyboard: SentScreen['keyboard'] = [];
  const answers: string[] = [];
  let isAnswered = false;
  const fake: Partial<BotContext> = {
    chatId: chat,
    api: { deleteMessage: async () => true } as unknown as BotContext['api'],
    update: { edge: {} } as BotContext['update'],
    words: wordsIn(language),
    settings: { language, country },
    notice: notice ?? null,
    noteScreen: () => {},
    noteNeutral: () => {},
    remember: async (settings) => {
      fake.settings = { ...fake.settings, ...settings };
      fake.words = wordsIn(settings.language);
    },
    goTo: (name, args) => router.go(fake as BotContext, { name, args } as Route),
    countFeedback: () => {},
    clearChat: async () => ({ isOldLeft: false, isUnfinished: false, isForgotten: true }),
    noteWrongContact: () => {},
    playOn: () => {},
    answer: (text) => {
      if (isAnswered) throw new Error(`said too late, when the screen was on its way: ${text}`);
      answers.push(text);
    },
    answerBeside: () => {
      isAnswered = true;
    },
    reply: (async (text: string, options: { reply_markup: { inline_keyboard: InlineKeyboardButton[][] } }) => {
      html = text;
      keyboard = options.reply_markup.inline_keyboard.map((row) => row.map(toButton));
    }) as unknown as BotContext['reply'],
  };
  return { context: fake as BotContext, sent: (): SentScreen => ({ html, keyboard, answers }) };
}

/** What a person sees after a press, by way of the real router and handlers. */
export async function press(router: Router, route: Route, person: Person): Promise<SentScreen> {
  const { context, sent } = createFakeContext(router, person);
  await router.go(context, route);
  return sent();
}

/** A screen that was rendered without a router, as it would be sent. */
export const asSent = (screen: Screen): SentScreen => ({
  html: htmlOf(screen),
  keyboard: screen.keyboard,
  answers: [],
});

function toButton(button: InlineKeyboardButton): Button {
  if ('callback_data' in button) return { label: button.text, data: button.callback_data };
  if ('url' in button) return { label: button.text, url: button.url };
  throw new Error(`a button of a kind that no test knows: ${button.text}`);
}
