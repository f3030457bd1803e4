import type { Language } from '../../../domain/language.ts';
import type { BotApiAnswer, BotApiPayload, Transport } from '../channel.ts';
import { type ChatMessage, toPageMessage } from './chat-message.ts';
import { parseReplyMarkup } from './inline-keyboard.ts';
import { parseContent } from './message-content.ts';
import type { OpenQueries } from './open-queries.ts';
import { rawMessage } from './raw-update.ts';
import type { Tab } from './tab.ts';
import type { TabRegistry } from './tab-registry.ts';

const MAX_ANSWER = 200;
const MAX_DELETED_AT_ONCE = 100;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

type TabMethod = (tab: Tab, payload: BotApiPayload, language: Language | undefined) => BotApiAnswer;

/** Methods that speak to one chat. Each answers as the Bot API does, so that the bot's error handling is the real one. */
const TAB_METHODS: Readonly<Record<string, TabMethod>> = {
  sendMessage(tab, payload, language) {
    const parsed = parseContent(payload, language);
    if (!parsed.ok) return bad(parsed.problem);
    return show(tab, tab.log.add(false, parsed.content));
  },

  editMessageText(tab, payload, language) {
    return edit(tab, payload, (message) => {
      const parsed = parseContent(payload, language);
      return parsed.ok ? { id: message.id, date: message.date, mine: false, ...parsed.content } : parsed.problem;
    });
  },

  editMessageReplyMarkup(tab, payload) {
    return edit(tab, payload, ({ keyboard: _old, ...message }) => {
      const markup = parseReplyMarkup(payload.reply_markup);
      if (!markup.ok) return markup.problem;
      return markup.keyboard ? { ...message, keyboard: markup.keyboard } : message;
    });
  },

  deleteMessage(tab, payload) {
    return drop(tab, [payload.message_id]) ? done(true) : bad('message to delete not found');
  },

  deleteMessages(tab, payload) {
    const ids = payload.message_ids;
    if (!Array.isArray(ids) || ids.length === 0) return bad('message identifiers are not specified');
    if (ids.length > MAX_DELETED_AT_ONCE) return bad('too many message identifiers specified');
    drop(tab, ids);
    return done(true);
  },

  sendChatAction: () => done(true),
};

/** Carries the bot's calls to the tabs. Nothing leaves the program: the "network" is memory. */
export function createTransport(tabs: TabRegistry, queries: OpenQueries): Transport {
  return async (method, payload, circumstances) => {
    const language = circumstances?.language;
    if (method === 'answerCallbackQuery') return answer(queries, payload, language);
    const run = Object.hasOwn(TAB_METHODS, method) ? TAB_METHODS[method] : undefined;
    if (!run) return refuse(404, 'Not Found: method not found');
    const chat = payload.chat_id;
    if (chat === undefined || chat === '') return bad('chat_id is empty');
    const address = Number(chat);
    const tab = tabs.byAddress(address);
    if (tab) return run(tab, payload, language);
    return tabs.isGone(address) ? refuse(403, 'Forbidden: bot was blocked by the user') : bad('chat not found');
  };
}

function answer(queries: OpenQueries, payload: BotApiPayload, language: Language | undefined): BotApiAnswer {
  const query = queries.find(payload.callback_query_id);
  if (!query) return bad('query is too old and response timeout expired or query ID is invalid');
  const text = typeof payload.text === 'string' ? payload.text : '';
  if (text.length > MAX_ANSWER) return bad('MESSAGE_TOO_LONG');
  // A phone shows the first answer only.
  if (!query.answered) {
    const alert = payload.show_alert === true;
    query.tab.push({ type: 'answer', press: query.press, text, alert, ...(language && { language }) });
  }
  query.answered = true;
  return done(true);
}

function edit(tab: Tab, payload: BotApiPayload, change: (message: ChatMessage) => ChatMessage | string): BotApiAnswer {
  const message = tab.log.find(payload.message_id);
  if (!message) return bad('message to edit not found');
  if (message.mine) return bad("message can't be edited");
  const changed = change(message);
  if (typeof changed === 'string') return bad(changed);
  if (looks(changed) === looks(message)) return bad(NOT_MODIFIED);
  tab.log.replace(changed);
  return show(tab, changed);
}

function looks(message: ChatMessage): string {
  return JSON.stringify([message.rich, message.keyboard?.raw ?? []]);
}

function show(tab: Tab, message: ChatMessage): BotApiAnswer {
  tab.push({ type: 'put', message: toPageMessage(message) });
  return done(rawMessage(tab, message));
}

function drop(tab: Tab, ids: readonly unknown[]): boolean {
  const removed = tab.log.remove(ids.map(Number));
  if (removed.length > 0) tab.push({ type: 'drop', ids: removed });
  return removed.length > 0;
}

function done(result: unknown): BotApiAnswer {
  return { ok: true, result };
}

function bad(problem: string): BotApiAnswer {
  return refuse(400, `Bad Request: ${problem}`);
}

function refuse(code: number, description: string): BotApiAnswer {
  return { ok: false, error_code: code, description };
}
