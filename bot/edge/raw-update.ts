import * as z from 'zod';

/**
 * The allow-list of what is read from a raw update. Whatever is not named here (names, usernames,
 * entities, files, forward origins, chat_instance …) is dropped by zod before any code sees it.
 */

const chat = z.object({ id: z.int(), type: z.string() });

/** Whether something is there; what it is is not kept. */
const presence = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== null);

const message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat,
  from: z.object({ id: z.int(), language_code: z.string().optional() }).optional(),
  text: z.string().optional(),
  /** Looked through for words of distress, like the text; it passes no further. */
  caption: z.string().optional(),
  voice: presence,
  audio: presence,
  video_note: presence,
  photo: presence,
  video: presence,
  document: presence,
  animation: presence,
  location: presence,
  venue: presence,
  contact: presence,
  message_auto_delete_timer_changed: presence,
  pinned_message: presence,
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
      message: z.object({ message_id: z.int(), chat, date: z.int().catch(0) }).optional(),
      data: z.string().max(64).optional().catch(undefined),
    })
    .optional(),
  my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});

export type RawUpdate = z.infer<typeof rawUpdate>;
