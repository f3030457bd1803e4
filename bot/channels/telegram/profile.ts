import { type Language, languages } from '../../../domain/language.ts';
import { commandNames } from '../../../handlers/flow.ts';
import { type Words, wordsIn } from '../../../locales/index.ts';
import type { Transport } from '../channel.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One of the texts that Telegram shows of the bot, and how it is read and set. */
interface ProfileText {
  readonly getter: string;
  readonly setter: string;
  /** What says for whom it is, beside the language. */
  readonly scope: Fields;
  wanted(words: Words): Fields;
  /** Whether Telegram holds that already. */
  isHeld(held: unknown, wanted: Fields): boolean;
}

const isFieldHeld = (held: unknown, wanted: Fields) =>
  Object.entries(wanted).every(([field, text]) => (held as Fields)[field] === text);

/**
 * The commands, and the two texts that a stranger sees before the first message: they say nothing.
 * The name is not among them: whoever installs the bot chooses one that is safe where they are.
 */
const profile: readonly ProfileText[] = [
  {
    getter: 'getMyCommands',
    setter: 'setMyCommands',
    scope: { scope: { type: 'all_private_chats' } },
    wanted: (words) => ({
      commands: commandNames.map((command) => ({ command, description: words.plain(`commands.${command}`) })),
    }),
    isHeld: (held, { commands }) => JSON.stringify(named(held)) === JSON.stringify(commands),
  },
  {
    getter: 'getMyDescription',
    setter: 'setMyDescription',
    scope: {},
    wanted: (words) => ({ description: words.plain('profile.description') }),
    isHeld: isFieldHeld,
  },
  {
    getter: 'getMyShortDescription',
    setter: 'setMyShortDescription',
    scope: {},
    wanted: (words) => ({ short_description: words.plain('profile.short') }),
    isHeld: isFieldHeld,
  },
];

/** Sets the profile's texts in each language, and in English for all others; only what differs. */
export async function setProfile(call: Transport): Promise<void> {
  const audiences: (Language | undefined)[] = [undefined, ...languages];
  await Promise.all(audiences.flatMap((audience) => profile.map((text) => setText(call, text, audience))));
}

async function setText(call: Transport, text: ProfileText, language: Language | undefined): Promise<void> {
  const scope = { ...text.scope, ...(language && { language_code: language }) };
  const wanted = text.wanted(wordsIn(language ?? 'en'));
  // Setters are limited hard: read first. What cannot be read is not set blindly.
  const held = await call(text.getter, scope);
  if (!held.ok || text.isHeld(held.result, wanted)) return;
  const answer = await call(text.setter, { ...scope, ...wanted });
  if (!answer.ok) throw new ProfileRefused();
}

/** In the order of keys that we write. */
const named = (held: unknown) =>
  (held as { command: string; description: string }[]).map(({ command, description }) => ({ command, description }));

class ProfileRefused extends Error {}
