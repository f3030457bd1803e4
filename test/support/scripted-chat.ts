import type { Whereabouts } from '../../domain/country.ts';
import type { Language } from '../../domain/language.ts';
import { type TextKey, type TextValues, type Words, wordsIn } from '../../locales/index.ts';
import type { Person } from './bot-api/person.ts';
import type { TestApp } from './test-app.ts';

/** One person in a chat with the real program; every step waits until the program is quiet. */
export interface ScriptedChat {
  readonly person: Person;
  readonly words: Words;
  /** Presses the button that bears a text of the bot. */
  press(key: TextKey, values?: TextValues): Promise<void>;
  /** Presses a button by what stands on it. */
  pressLabel(label: string): Promise<void>;
  /** Presses data that no button bears: an old or forged one. */
  pressForged(data: string): Promise<void>;
  says(text: string): Promise<void>;
  sends(content: Record<string, unknown>): Promise<void>;
  /** The newest message of the bot with its buttons, as plain text. */
  screen(): string;
  /** The labels of the buttons on the screen. */
  buttons(): readonly string[];
  /** True when a text of the bot, filled with values, stands on the screen. */
  shows(key: TextKey, values?: TextValues): boolean;
  /** Messages of the bot that stand in the chat. */
  botMessages(): number;
}

let people = 0;

/** A person who has just opened the chat. */
export function openChat(app: TestApp, language: Language): ScriptedChat {
  people += 1;
  const person = app.server.person({ first_name: `Person ${people}`, language_code: language });
  const words = wordsIn(language);
  const settled = () => app.server.settled();
  const newest = () => person.chat.filter(({ from }) => from === 'bot').at(-1);
  return {
    person,
    words,
    async press(key, values) {
      person.presses(words.plain(key, values));
      await settled();
    },
    async pressLabel(label) {
      person.presses(label);
      await settled();
    },
    async pressForged(data) {
      person.presses({ data, forged: true });
      await settled();
    },
    async says(text) {
      person.sends(text);
      await settled();
    },
    async sends(content) {
      person.sendsRaw(content);
      await settled();
    },
    screen: () => person.screen(),
    buttons: () => newest()?.keyboard.flat() ?? [],
    shows: (key, values) => person.screen().includes(plainOf(words.text(key, values))),
    botMessages: () => person.chat.filter(({ from }) => from === 'bot').length,
  };
}

/** A person who has answered the questions at the beginning and stands in the menu. */
export async function beginChat(app: TestApp, language: Language, country: Whereabouts): Promise<ScriptedChat> {
  const chat = openChat(app, language);
  await chat.says('/start');
  await chat.pressLabel({ en: 'English', ru: 'Русский', ky: 'Кыргызча' }[language]);
  await chat.press(`places.${country}`);
  await chat.press('start.openMenu');
  return chat;
}

/** What Telegram shows of a text with tags. */
export const plainOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
