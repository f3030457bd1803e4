import { formerMessage, livingMessage, messageAtHand } from '../../handlers/incoming.ts';
import type { BotApiAnswer, Transport } from '../channels/channel.ts';
import type { AddressLeases } from './address-leases.ts';
import type { LivingMessage, LivingMessages } from './living-messages.ts';
import { rebuildAnswer } from './rebuild-answer.ts';

export interface DeliveryOptions {
  readonly transport: Transport;
  readonly leases: AddressLeases;
  readonly living: LivingMessages;
  /** The person behind an alias cannot be reached any more (blocked the bot, closed the tab). */
  readonly onGone: (alias: number) => void;
}

/** The calls that handlers may make; each names its chat, or the press that it answers. */
const methods = new Set(['sendMessage', 'editMessageText', 'deleteMessage', 'answerCallbackQuery'] as const);

type Method = typeof methods extends Set<infer M> ? M : never;

interface Payload {
  readonly chat_id?: number;
  readonly message_id?: number;
  readonly callback_query_id?: string;
  readonly [field: string]: unknown;
}

/**
 * The only way out, given to grammY as `client.fetch`. It puts the real address in place of the
 * alias, sends, and rebuilds the answer from an allow-list. A transformer on `bot.api` would not do:
 * conversations do not see it, and would store names and ids with the answer.
 * @throws Error without any detail when nobody answered; grammY turns it into an HttpError
 */
export function createDelivery(options: DeliveryOptions): typeof fetch {
  const { transport, leases, living, onGone } = options;

  async function deliver(method: Method, payload: Payload): Promise<BotApiAnswer> {
    const alias = Number(payload.chat_id ?? payload.callback_query_id);
    const address = leases.find(alias);
    if (!address) throw new Error('no lease');
    const messageId = realMessageId(payload.message_id, address.messageId, living.find(alias));
    if (messageId === null) return noSuchMessage;
    const answer = await transport(method, {
      ...payload,
      ...(payload.chat_id !== undefined && { chat_id: address.chat }),
      ...(messageId !== undefined && { message_id: messageId }),
      ...(payload.callback_query_id !== undefined && { callback_query_id: address.callbackId }),
    }).catch(() => {
      throw new Error('nobody answered');
    });
    if (payload.message_id === formerMessage) living.dropFormer(alias);
    if (answer.ok) noteLivingMessage(method, alias, messageId, answer.result);
    else if (answer.error_code === 403) onGone(alias);
    return rebuildAnswer(method, answer, alias);
  }

  function noteLivingMessage(method: Method, alias: number, id: number | undefined, result: unknown) {
    if (method === 'sendMessage') living.setMessage(alias, (result as { message_id: number }).message_id);
    if (method === 'editMessageText' && id !== undefined) living.setMessage(alias, id);
  }

  const fetchAtTheEdge = async (url: string, init: { body: string }) => {
    const method = url.slice(url.lastIndexOf('/') + 1) as Method;
    if (!methods.has(method)) throw new Error('a call that handlers may not make');
    const answer = await deliver(method, JSON.parse(init.body));
    return { json: async () => answer };
  };
  return fetchAtTheEdge as unknown as typeof fetch;
}

const noSuchMessage: BotApiAnswer = {
  ok: false,
  error_code: 400,
  description: 'Bad Request: message to edit not found',
};

/** undefined: the call names no message. null: it names one that is not known here. */
function realMessageId(
  named: number | undefined,
  atHand: number | null,
  living: LivingMessage | undefined,
): number | null | undefined {
  if (named === undefined) return undefined;
  if (named === messageAtHand) return atHand;
  if (named === formerMessage) return living?.formerId ?? null;
  return named === livingMessage ? (living?.messageId ?? null) : null;
}
