import { isSentAnew } from '../../domain/standing-messages.ts';
import { formerMessage, livingMessage, messageAtHand } from '../../handlers/incoming.ts';
import { type BotApiAnswer, superseded, type Transport } from '../channels/channel.ts';
import type { Address, AddressLeases } from './address-leases.ts';
import type { LivingMessage, LivingMessages } from './living-messages.ts';
import { rebuildAnswer } from './rebuild-answer.ts';

export interface DeliveryOptions {
  readonly transport: Transport;
  readonly leases: AddressLeases;
  readonly living: LivingMessages;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A former message cannot be deleted any more: the sweeper puts the neutral line into it. */
  readonly onLeftover: (alias: number) => void;
  /** The person behind an alias cannot be reached any more (blocked the bot, closed the tab). */
  readonly onGone: (alias: number) => void;
  /** True while a later update of the chat waits. */
  readonly isSuperseded: (alias: number) => boolean;
}

/** The way out, and whether a call of a chat is on it. */
export interface Delivery {
  readonly fetch: typeof fetch;
  isSending(alias: number): boolean;
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
export function createDelivery(options: DeliveryOptions): Delivery {
  const { transport, leases, living, now, onLeftover, onGone } = options;
  const sending = new Map<number, number>();

  async function deliver(method: Method, payload: Payload): Promise<BotApiAnswer> {
    const alias = Number(payload.chat_id ?? payload.callback_query_id);
    const address = leases.find(alias);
    if (!address) throw new Error('no lease');
    const known = living.find(alias);
    if (payload.message_id === formerMessage) {
      return sendForEach(known?.formerIds ?? [], (id) => send(method, payload, alias, address, id));
    }
    const messageId = realMessageId(payload.message_id, address.messageId, known);
    if (messageId === null) return noSuchMessage;
    if (method === 'editMessageText' && payload.message_id === messageAtHand && isAgeing(address)) {
      // Whoever hears this sends the screen anew, and then deletes what was the living message.
      living.setMessage(alias, messageId as number, address.messageSentAt);
      return tooOldToEdit;
    }
    return send(method, payload, alias, address, messageId);
  }

  async function send(
    method: Method,
    payload: Payload,
    alias: number,
    address: Address,
    messageId: number | undefined,
  ): Promise<BotApiAnswer> {
    const isPersons = method === 'deleteMessage' && payload.message_id === messageAtHand && !address.callbackId;
    const real = {
      ...payload,
      ...(payload.chat_id !== undefined && { chat_id: address.chat }),
      ...(messageId !== undefined && { message_id: messageId }),
      ...(payload.callback_query_id !== undefined && { callback_query_id: address.callbackId }),
    };
    const circumstances = {
      urgency: address.urgency,
      isSuperseded: () => options.isSuperseded(alias),
      ...(address.isNotice && { isNotice: address.isNotice }),
    };
    const answer = await transport(method, real, circumstances).catch(() => {
      if (isPersons) living.addPersons(alias, messageId as number, address.messageSentAt);
      throw new Error('nobody answered');
    });
    if (answer.ok && answer.result === superseded) return rebuildAnswer(method, answer, alias);
    if (method === 'deleteMessage' && messageId !== undefined) {
      if (answer.ok || isNotThere(answer)) living.drop(alias, messageId);
      else if (answer.error_code >= 429) {
        if (isPersons) living.addPersons(alias, messageId, address.messageSentAt);
      } else if (!isPersons) onLeftover(alias);
    }
    if (answer.ok || isUnchanged(answer)) noteLivingMessage(method, alias, messageId, answer, address);
    else if (answer.error_code === 403) onGone(alias);
    return rebuildAnswer(method, answer, alias);
  }

  function noteLivingMessage(
    method: Method,
    alias: number,
    id: number | undefined,
    answer: BotApiAnswer,
    { messageSentAt, isNotice }: Address,
  ) {
    if (method === 'sendMessage' && answer.ok) {
      const sentId = (answer.result as { message_id: number }).message_id;
      if (isNotice) living.addNotice(alias, sentId);
      else living.setMessage(alias, sentId);
    }
    if (method === 'editMessageText' && id !== undefined) living.setMessage(alias, id, messageSentAt);
  }

  const isAgeing = ({ messageSentAt }: Address) => isSentAnew((now() - messageSentAt) / 3_600_000);

  const fetchAtTheEdge = async (url: string, init: { body: string }) => {
    const method = url.slice(url.lastIndexOf('/') + 1) as Method;
    if (!methods.has(method)) throw new Error('a call that handlers may not make');
    const payload = JSON.parse(init.body);
    const alias = Number(payload.chat_id ?? payload.callback_query_id);
    sending.set(alias, (sending.get(alias) ?? 0) + 1);
    try {
      const answer = await deliver(method, payload);
      return { json: async () => answer };
    } finally {
      const others = (sending.get(alias) ?? 1) - 1;
      if (others > 0) sending.set(alias, others);
      else sending.delete(alias);
    }
  };
  return {
    fetch: fetchAtTheEdge as unknown as typeof fetch,
    isSending: (alias) => sending.has(alias),
  };
}

/** Stops at the first that fails for another reason than that message itself; done when there is none. */
async function sendForEach(
  messageIds: readonly number[],
  send: (id: number) => Promise<BotApiAnswer>,
): Promise<BotApiAnswer> {
  let answer: BotApiAnswer = { ok: true, result: true };
  for (const id of messageIds) {
    answer = await send(id);
    if (!answer.ok && answer.error_code !== 400) return answer;
  }
  return answer;
}

/** The screen stood there already: the message is the living one all the same. */
const isUnchanged = (answer: BotApiAnswer): boolean =>
  !answer.ok && answer.description.includes('message is not modified');

const noSuchMessage: BotApiAnswer = {
  ok: false,
  error_code: 400,
  description: 'Bad Request: message to edit not found',
};

const tooOldToEdit: BotApiAnswer = {
  ok: false,
  error_code: 400,
  description: "Bad Request: message can't be edited",
};

const isNotThere = (refusal: { readonly description: string }): boolean =>
  refusal.description.includes('message to delete not found');

/** undefined: the call names no message. null: it names one that is not known here. */
function realMessageId(
  named: number | undefined,
  atHand: number | null,
  living: LivingMessage | undefined,
): number | null | undefined {
  if (named === undefined) return undefined;
  if (named === messageAtHand) return atHand;
  return named === livingMessage ? (living?.messageId ?? null) : null;
}
