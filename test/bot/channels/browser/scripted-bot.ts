import { type BrowserChannel, createBrowserChannel } from '../../../../bot/channels/browser/browser-channel.ts';
import type { Language } from '../../../../domain/language.ts';

/** What the fake bot does with one text or one press. */
export type Script = (turn: Turn) => Promise<unknown>;

interface Turn {
  readonly chat: number;
  /** The button's message, or the person's own. */
  readonly message: number;
  send(text: string, rows?: unknown[][], more?: object): Promise<number>;
  edit(text: string, rows?: unknown[][]): Promise<unknown>;
  remove(...ids: number[]): Promise<unknown>;
  answer(text?: string, alert?: boolean): Promise<unknown>;
  /** The same turn, with its words marked as of a language. */
  speaks(language: Language): Turn;
}

export interface ScriptedBot {
  readonly channel: BrowserChannel;
  readonly updates: any[];
  readonly gone: number[];
}

/** A channel with a tiny bot behind it: texts and callback data choose the script by name. */
export async function startScriptedBot(
  scripts: Record<string, Script>,
  port = 0,
  graceMs = 60_000,
): Promise<ScriptedBot> {
  const updates: any[] = [];
  const gone: number[] = [];
  const channel = createBrowserChannel({
    port,
    graceMs,
    onGone: async (address) => void gone.push(address),
    async onUpdate(raw) {
      const update = raw as any;
      updates.push(update);
      const query = update.callback_query;
      const message = query?.message ?? update.message;
      const chat = message.chat.id as number;
      const callIn =
        (language?: Language) =>
        async (method: string, payload: object): Promise<any> => {
          const circumstances = {
            urgency: 'person',
            isSuperseded: () => false,
            ...(language && { language }),
          } as const;
          const answer = await channel.transport(method, { chat_id: chat, ...payload }, circumstances);
          if (!answer.ok) throw new Error(answer.description);
          return answer.result;
        };
      const markup = (rows?: unknown[][]) => (rows ? { reply_markup: { inline_keyboard: rows } } : {});
      const turnBy = (call: ReturnType<typeof callIn>): Turn => ({
        chat,
        message: message.message_id,
        speaks: (language) => turnBy(callIn(language)),
        send: async (text, rows, more) => (await call('sendMessage', { text, ...markup(rows), ...more })).message_id,
        edit: (text, rows) => call('editMessageText', { message_id: message.message_id, text, ...markup(rows) }),
        remove: (...ids) => call('deleteMessages', { message_ids: ids }),
        answer: (text, alert = false) =>
          call('answerCallbackQuery', { callback_query_id: query.id, ...(text && { text, show_alert: alert }) }),
      });
      await scripts[query?.data ?? update.message.text]?.(turnBy(callIn()));
      return 'handled';
    },
  });
  await channel.start();
  return { channel, updates, gone };
}

/** A button that the scripts know. */
export function key(text: string, callback: string): object {
  return { text, callback_data: callback };
}
