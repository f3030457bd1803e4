/** The kinds of updates that Telegram is to send; it drops all others. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'channel_post'];
