import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Secret } from '../../../domain/secret.ts';
import type { Channel, UpdateSink } from '../channel.ts';
import { close, listen } from '../listen.ts';
import { allowedUpdates } from './allowed-updates.ts';
import type { BotApiClient } from './bot-api-client.ts';
import { createDeliveries } from './deliveries.ts';
import { hostOf, readWebhook, type WebhookInfo, webhookAddress } from './webhook-address.ts';
import { createWebhookRequests } from './webhook-requests.ts';

export interface WebhookOptions {
  readonly client: BotApiClient;
  readonly onUpdate: UpdateSink;
  /** Where the proxy on this machine hands on what came to the address; 0 takes any free port. */
  readonly port: number;
  /** The address without its secret last part, e.g. https://zont.example.org */
  readonly url: string;
  readonly path: Secret<string>;
  readonly secret: Secret<string>;
  /** Milliseconds that `stop` waits for updates under way. */
  readonly drainMilliseconds?: number;
}

/** As many updates as Telegram may bring at once: the most that it allows. */
const connections = 100;

export interface Webhook extends Channel {
  /** The host of a webhook that stood in the place of ours; null: there was none. */
  readonly ended: string | null;
}

/**
 * Lets Telegram bring updates. Stopping leaves the webhook as it is: Telegram keeps what it cannot
 * bring for a day, and another process may stand behind the same address.
 */
export function createWebhook(options: WebhookOptions): Webhook {
  const { client } = options;
  const deliveries = createDeliveries();
  let isStopping = false;
  let server: Server | undefined;
  let ended: string | null = null;

  return {
    get ended() {
      return ended;
    },
    async start() {
      const requests = createWebhookRequests({ ...options, deliveries, isStopping: () => isStopping });
      ({ server } = await listen(requests, options.port, 'PORT'));
      const url = webhookAddress(options.url, options.path).reveal();
      const held = await readWebhook(client.call);
      if (held && isOurs(held, url)) return;
      const answer = await client.call('setWebhook', {
        url,
        secret_token: options.secret.reveal(),
        max_connections: connections,
        allowed_updates: allowedUpdates,
      });
      if (!answer.ok) {
        throw new Error(
          `Telegram does not take the address in WEBHOOK_URL (${answer.error_code}). It must be https, on port 443, 80, 88 or 8443, and open to the world.`,
        );
      }
      if (held && held.url !== '' && held.url !== url) ended = hostOf(held.url);
    },
    async stop() {
      isStopping = true;
      const deadline = Date.now() + (options.drainMilliseconds ?? 25_000);
      while (deliveries.underWay > 0 && Date.now() < deadline) await sleep(20);
      if (server) await close(server);
    },
  };
}

/** The secret is not told, but path and secret come of one key: who knows the one has the other. */
const isOurs = (held: WebhookInfo, url: string) =>
  held.url === url &&
  held.max_connections === connections &&
  allowedUpdates.every((kind) => held.allowed_updates?.includes(kind)) &&
  held.allowed_updates?.length === allowedUpdates.length;
