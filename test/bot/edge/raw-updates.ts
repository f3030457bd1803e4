import fc from 'fast-check';

/** Stands in every text of a raw update that must not pass the edge. */
export const canary = 'CANARY';

/** Every number that could tell one person from another begins with these digits. */
export const numberCanary = '7731';

const number = Number(`${numberCanary}558812345`);
const text = (field: string) => `${canary}-${field}`;
const file = {
  file_id: text('file'),
  file_unique_id: text('unique'),
  file_size: number,
  thumbnail: { file_id: text('thumb') },
};

const user = {
  id: number,
  is_bot: false,
  first_name: text('first'),
  last_name: text('last'),
  username: text('username'),
  language_code: 'ru-RU-x-canary',
  is_premium: true,
  added_to_attachment_menu: true,
};
const channel = { id: -number, type: 'channel', title: text('channel'), username: text('channel') };
const entities = [
  { type: 'text_mention', offset: 0, length: 5, user },
  { type: 'bot_command', offset: 0, length: 5 },
  { type: 'phone_number', offset: 0, length: 5 },
  { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: text('emoji') },
];

/** Fields that Telegram puts on messages, each with something in it that leads to a person. */
const messageFields = {
  message_thread_id: number,
  sender_chat: channel,
  sender_boost_count: number,
  sender_business_bot: user,
  business_connection_id: text('business'),
  forward_origin: { type: 'user', sender_user: user, date: number },
  forward_from: user,
  forward_sender_name: text('forward'),
  forward_date: number,
  is_automatic_forward: true,
  reply_to_message: { message_id: number, from: user, chat: channel, date: number, text: text('replied') },
  external_reply: { origin: { type: 'hidden_user', sender_user_name: text('hidden'), date: number } },
  quote: { text: text('quote'), position: 0 },
  reply_to_story: { chat: channel, id: number },
  via_bot: user,
  edit_date: number,
  media_group_id: text('album'),
  author_signature: text('signature'),
  entities,
  caption: text('caption'),
  caption_entities: entities,
  link_preview_options: { url: text('url') },
  effect_id: text('effect'),
  voice: { ...file, duration: number, mime_type: text('mime') },
  audio: { ...file, performer: text('performer'), title: text('title'), file_name: text('name') },
  video_note: file,
  photo: [file, file],
  video: { ...file, file_name: text('name') },
  document: { ...file, file_name: text('name') },
  animation: file,
  sticker: { ...file, set_name: text('set'), emoji: text('emoji') },
  story: { chat: channel, id: number },
  location: { latitude: 42.87731, longitude: 74.57731, live_period: number, heading: 7 },
  venue: { location: { latitude: 42.87731, longitude: 74.57731 }, title: text('venue'), address: text('address') },
  contact: { phone_number: text('phone'), first_name: text('contact'), user_id: number, vcard: text('vcard') },
  dice: { emoji: text('dice'), value: 3 },
  poll: { id: text('poll'), question: text('question'), options: [{ text: text('option') }] },
  game: { title: text('game') },
  invoice: { title: text('invoice'), start_parameter: text('start') },
  successful_payment: { telegram_payment_charge_id: text('charge') },
  passport_data: { data: [{ type: 'phone_number', phone_number: text('phone') }] },
  users_shared: { request_id: number, users: [user] },
  chat_shared: { request_id: number, chat_id: number },
  connected_website: text('site'),
  web_app_data: { data: text('web-app'), button_text: text('button') },
  new_chat_members: [user],
  left_chat_member: user,
  reply_markup: { inline_keyboard: [[{ text: text('button'), callback_data: text('button') }]] },
};

/** Kinds of updates that the bot does not ask for. */
const otherKinds = [
  'edited_channel_post',
  'business_message',
  'inline_query',
  'chosen_inline_result',
  'shipping_query',
  'pre_checkout_query',
  'poll_answer',
  'chat_join_request',
  'message_reaction',
  'chat_boost',
];

/** What Telegram may add next year: fields nobody knows, with canaries at any depth. */
const unknownFields = fc.dictionary(
  fc.string({ minLength: 3, maxLength: 12 }).map((name) => `new_${name}`),
  fc.object({ values: [fc.constant(text('new')), fc.constant(number)], maxDepth: 3 }),
  { maxKeys: 4 },
);

const someOf = (fields: Readonly<Record<string, unknown>>) =>
  fc.subarray(Object.keys(fields)).map((keys) => Object.fromEntries(keys.map((key) => [key, fields[key]])));

const id = fc
  .integer({ min: 1, max: 999_999 })
  .map((rest) => Number(`${numberCanary}${String(rest).padStart(6, '0')}`));
const privateChat = id.map((chatId) => ({
  id: chatId,
  type: 'private',
  first_name: text('first'),
  last_name: text('last'),
  username: text('username'),
  photo: { small_file_id: text('photo') },
  bio: text('bio'),
}));

const message = fc
  .tuple(
    id,
    id,
    privateChat,
    someOf(messageFields),
    unknownFields,
    fc.option(fc.constantFrom(text('typed'), `/${text('command')}`, `/start ${text('payload')}`)),
  )
  .map(([messageId, date, chat, known, unknown, typed]) => ({
    ...unknown,
    ...known,
    message_id: messageId,
    date,
    from: { ...user, id: chat.id },
    chat,
    ...(typed !== null && { text: typed }),
  }));

const press = fc
  .tuple(id, message, unknownFields, fc.constantFrom('menu:open', 'start:language:ru', undefined))
  .map(([upper, pressed, unknown, data]) => ({
    ...unknown,
    id: String(BigInt(upper) << 32n),
    from: { ...user, id: pressed.chat.id },
    message: pressed,
    inline_message_id: text('inline'),
    chat_instance: text('instance'),
    game_short_name: text('game'),
    ...(data !== undefined && { data }),
  }));

/** A message, an edit or a press in a private chat, as rich as Telegram can make it. */
export const richUpdates = fc
  .tuple(
    id,
    fc.oneof(
      message.map((body) => ({ message: body })),
      message.map((body) => ({ edited_message: body })),
      press.map((body) => ({ callback_query: body })),
    ),
    unknownFields,
  )
  .map(([updateId, content, unknown]) => ({ ...unknown, ...content, update_id: updateId }));

/** An update of a kind that is no conversation with one person. */
export const otherUpdates = fc
  .tuple(id, fc.constantFrom(...otherKinds), message)
  .map(([updateId, kind, body]) => ({ update_id: updateId, [kind]: { ...body, user } }));
