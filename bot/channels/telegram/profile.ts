import { languages } from '../../../domain/language.ts';
import { commandNames } from '../../../handlers/flow.ts';
import { type Words, wordsIn } from '../../../locales/index.ts';
import type { Transport } from '../channel.ts';

interface BotCommand {
  readonly command: string;
  readonly description: string;
}

/** Sets the command list of each language, and English for all others; only what differs. */
export async function setCommands(call: Transport): Promise<void> {
  await setFor(call, wordsIn('en'), undefined);
  for (const language of languages) await setFor(call, wordsIn(language), language);
}

async function setFor(call: Transport, words: Words, languageCode: string | undefined): Promise<void> {
  const wanted = commandNames.map((command) => ({ command, description: words.plain(`commands.${command}`) }));
  const scope = { scope: { type: 'all_private_chats' }, ...(languageCode && { language_code: languageCode }) };
  // Setters are limited hard: read first.
  const held = await call('getMyCommands', scope);
  if (held.ok && isSame(held.result as BotCommand[], wanted)) return;
  await call('setMyCommands', { ...scope, commands: wanted });
}

const isSame = (held: readonly BotCommand[], wanted: readonly BotCommand[]): boolean =>
  held.length === wanted.length &&
  wanted.every(
    ({ command, description }, index) => held[index]?.command === command && held[index]?.description === description,
  );
