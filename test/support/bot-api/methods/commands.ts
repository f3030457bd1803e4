import type { BotCommand } from 'grammy/types';
import type { Parameters } from '../parameters.ts';
import { isRecord } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import type { World } from '../world.ts';
import { findChatById } from './find.ts';
import { readLanguage } from './language.ts';
import type { Method } from './method.ts';

const chatScopes = ['chat', 'chat_administrators', 'chat_member'];
const wideScopes = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];

/** setMyCommands: an empty list is the same as deleting. */
export const setMyCommands: Method = (world, parameters) => {
  const list = parameters.json('commands', "can't parse commands JSON object") ?? [];
  if (!Array.isArray(list)) throw badRequest('expected an Array of BotCommand');
  const given = list.map(readCommand);
  const key = readKey(world, parameters);
  const commands = given.map(checkCommand);
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  if (commands.length === 0) world.commands.delete(key);
  else world.commands.set(key, commands);
  return true;
};

/** getMyCommands: exactly this scope and language, never a wider one. */
export const getMyCommands: Method = (world, parameters) => world.commands.get(readKey(world, parameters)) ?? [];

/** deleteMyCommands */
export const deleteMyCommands: Method = (world, parameters) => {
  world.commands.delete(readKey(world, parameters));
  return true;
};

function readCommand(value: unknown): BotCommand {
  if (!isRecord(value)) throw badRequest("can't parse BotCommand: expected an Object");
  const { command, description } = value;
  if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
  return { command: command.trim().replace(/^\//, ''), description: description.trim() };
}

function checkCommand({ command, description }: BotCommand): BotCommand {
  if (command === '') throw badRequest('command must be non-empty');
  if ([...command].length > 32) throw badRequest('command length must not exceed 32');
  if (description === '') throw badRequest('command description must be non-empty');
  if ([...description].length > 256) throw badRequest('command description length must not exceed 256');
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  return { command, description };
}

function readKey(world: World, parameters: Parameters): string {
  const scope = parameters.json('scope', "can't parse BotCommandScope JSON object") ?? { type: 'default' };
  if (!isRecord(scope)) throw badRequest("can't parse BotCommandScope: BotCommandScope must be an Object");
  const type = scope.type;
  if (typeof type !== 'string') throw badRequest('can\'t parse BotCommandScope: Can\'t find field "type"');
  const language = readLanguage(parameters);
  if (wideScopes.includes(type)) return `${type}:${language}`;
  if (!chatScopes.includes(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const chat = findChatById(world, String(scope.chat_id ?? ''));
  return `${type}/${chat.chat.id}/${String(scope.user_id ?? '')}:${language}`;
}
