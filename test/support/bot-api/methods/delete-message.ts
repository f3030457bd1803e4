import type { ChatRecord, StoredMessage } from '../chat-record.ts';
import { badRequest } from '../refusal.ts';
import type { World } from '../world.ts';
import { findChat, findMessage, notMember } from './find.ts';
import type { Method } from './method.ts';

const revocableSeconds = 48 * 3600;
const maxIds = 100;

/** deleteMessage */
export const deleteMessage: Method = (world, parameters) => {
  if (parameters.text('chat_id') === '') throw badRequest('chat identifier is not specified');
  if (parameters.integer('message_id', 0) === 0) throw badRequest('message identifier is not specified');
  const record = findChat(world, parameters);
  if (!record.user && !record.isOpen) throw notMember(record);
  remove(world, record, [findMessage(record, parameters, 'message to delete')]);
  return true;
};

/** deleteMessages: ids that are not there are passed over. */
export const deleteMessages: Method = (world, parameters) => {
  const ids = parameters.json('message_ids', "can't parse message_ids JSON object");
  if (ids === undefined) throw badRequest('message identifiers are not specified');
  if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers');
  if (ids.length > maxIds) throw badRequest('too many message identifiers specified');
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  const numbers = ids.map(Number);
  if (numbers.some(Number.isNaN)) throw badRequest("can't parse message identifier as a Number");
  if (numbers.some((id) => id <= 0)) throw badRequest('invalid message identifier specified');
  const record = findChat(world, parameters);
  if (!record.user && !record.isOpen) throw notMember(record);
  remove(
    world,
    record,
    numbers.flatMap((id) => record.messages.get(id) ?? []),
  );
  return true;
};

// All or nothing: one message that is too old keeps the others as well.
function remove(world: World, record: ChatRecord, messages: StoredMessage[]): void {
  if (messages.some(({ message }) => world.now - message.date > revocableSeconds)) {
    throw badRequest("message can't be deleted for everyone");
  }
  for (const { message } of messages) record.messages.delete(message.message_id);
}
