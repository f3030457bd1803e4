import * as z from 'zod';
import type { Secret } from '../../../domain/secret.ts';
import type { BotApiAnswer } from '../../channels/channel.ts';
import { hostOf, revokeToken } from '../../channels/telegram/webhook-address.ts';
import { type Finding, fine, look, must } from './finding.ts';

/** What the Bot API server said, and its clock; null: nobody answered. */
export interface TelegramFacts {
  readonly me: BotApiAnswer | null;
  readonly webhook: BotApiAnswer | null;
  /** Milliseconds since 1970, by the Date header of its answer and by our clock at that moment. */
  readonly clocks: { readonly theirs: number; readonly ours: number } | null;
}

/** The Date header has whole seconds, and the way takes time: less than this is no difference. */
const clockTolerance = 5_000;
/** Receipts, forms and expiry count in minutes; beyond this something is refused or kept wrongly. */
const clockLimit = 60_000;
const manyWaiting = 100;

const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  last_error_date: z.number().optional(),
});

/** @param ours the address at which Telegram is to bring updates, which no finding repeats; null: they are fetched */
export function judgeTelegram({ me, webhook, clocks }: TelegramFacts, ours: Secret<string> | null): readonly Finding[] {
  if (me === null) {
    return [must('token', 'Nobody answers at TELEGRAM_API_ROOT. Is the network up, and the address right?')];
  }
  if (!me.ok) {
    return [must('token', `Telegram refuses BOT_TOKEN (${me.error_code}). Copy it again from @BotFather.`)];
  }
  return [fine('token', 'Telegram knows the bot.'), judgeWebhook(webhook, ours), judgeClock(clocks)];
}

function judgeWebhook(answer: BotApiAnswer | null, ours: Secret<string> | null): Finding {
  const info = webhookInfo.safeParse(answer?.ok ? answer.result : undefined);
  if (!info.success) return look('webhook', 'Telegram did not say how updates are delivered. Try again in a minute.');
  const { url, pending_update_count: waiting, last_error_date: failed } = info.data;
  if (url !== (ours?.reveal() ?? '')) return must('webhook', url === '' ? gone : goesTo(hostOf(url)));
  if (url !== '' && failed !== undefined) {
    return must(
      'webhook',
      'Telegram could not deliver to the webhook. Look whether your proxy is up and its certificate valid.',
    );
  }
  if (waiting > manyWaiting) {
    return must('webhook', `Over ${manyWaiting} updates wait at Telegram. Is Zont running, and fast enough?`);
  }
  return fine('webhook', url === '' ? 'Updates are fetched by polling.' : 'Updates come by webhook.');
}

const goesTo = (host: string) =>
  `Telegram brings what people write to an address at ${host} that is not the one of Zont. If you have just changed WEBHOOK_URL, start Zont again. If not, ${revokeToken}.`;

const gone = `Telegram has no webhook, though WEBHOOK_URL is set: nothing reaches Zont. If you have just set it, start Zont again. If not, ${revokeToken}.`;

function judgeClock(clocks: TelegramFacts['clocks']): Finding {
  if (clocks === null) return look('clock', 'The server did not say what time it is. Compare the clock yourself.');
  const off = Math.abs(clocks.theirs - clocks.ours);
  if (off <= clockTolerance) return fine('clock', 'The clock is right.');
  const words = `The clock is ${Math.round(off / 1000)} seconds off. Switch on time synchronisation (NTP).`;
  return off > clockLimit ? must('clock', words) : look('clock', words);
}
