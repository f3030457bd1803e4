import { Secret } from '../../../domain/secret.ts';
import type { BotApiAnswer, Transport } from '../channel.ts';

/** What Telegram says of the webhook that it has; an empty url: there is none. */
export interface WebhookInfo {
  readonly url: string;
  readonly max_connections?: number;
  readonly allowed_updates?: readonly string[];
}

/**
 * What of our webhook is secret. Every process with the same keys has the same, and only one with them knows it.
 * @param subkey a key for one purpose
 */
export function webhookSecrets(subkey: (purpose: string) => Buffer) {
  const derived = (purpose: string) => new Secret(subkey(purpose).toString('base64url'));
  return { path: derived('webhook/path'), secret: derived('webhook/secret') };
}

/** The whole address to which Telegram is to bring updates. */
export const webhookAddress = (url: string, path: Secret<string>) => new Secret(`${url}/${path.reveal()}`);

/** The webhook that Telegram has now; null when it does not say. */
export async function readWebhook(call: Transport): Promise<WebhookInfo | null> {
  const answer: BotApiAnswer | null = await call('getWebhookInfo', {}).catch(() => null);
  const held = answer?.ok ? (answer.result as WebhookInfo) : null;
  return typeof held?.url === 'string' ? held : null;
}

/** Of an address that is not ours only its host is told: the rest may be somebody's secret. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host || 'an unknown host';
  } catch {
    return 'an unknown host';
  }
}

/** What to do about a webhook that Zont did not set. */
export const revokeToken =
  'somebody else has your token and reads what people write: /revoke at @BotFather, put the new token into BOT_TOKEN, and start Zont';
