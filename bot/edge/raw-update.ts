import { z } from 'zod';

/**
 * The allow-list of what is read from a raw update. Whatever is not named here (names, usernames,
 * entities, files, forward origins, chat_instance …) is dropped by zod before any code sees it.
 */

const chat = z.object({ id: z.int(), type: z.string() });

const message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat,
  from: z.object({ id: z.int(), language_code: z.string().optional() }).optional(),
  text: z.string().optional(),
  // Only whether they are there is ever asked; `z.unknown` values are not kept.
  voice: z.unknown().transform(isThere),
  audio: z.unknown().transform(isThere),
  video_note: z.unknown().transform(isThere),
  photo: z.unknown().transform(isThere),
  video: z.unknown().transform(isThere),
  document: z.unknown().transform(isThere),
  animation: z.unknown().transform(isThere),
  location: z.unknown().transform(isThere),
  venue: z.unknown().transform(isThere),
  contact: z.unknown().transform(isThere),
});

export type RawMessage = z.infer<typeof message>;

export const rawUpdate = z.object({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  channel_post: z.object({ chat }).optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: z.object({ id: z.int(), language_code: z.string().optional() }),
      message: z.object({ message_id: z.int(), chat }).optional(),
      data: z.string().max(64).optional().catch(undefined),
    })
    .optional(),
  my_chat_member: z
    .object({ chat, new_chat_member: z.object({ status: z.string() }) })
    .optional(),
});

export type RawUpdate = z.infer<typeof rawUpdate>;

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
