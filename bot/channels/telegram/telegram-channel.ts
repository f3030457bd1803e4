import type { Config } from '../../config.ts';
import type { Channel, ChannelOptions, OpenedChannel } from '../channel.ts';
import { type BotApiClient, createBotApiClient } from './bot-api-client.ts';
import { createDeliveries } from './deliveries.ts';
import { createLedPoller } from './led-poller.ts';
import { createPoller } from './poller.ts';
import { setProfile } from './profile.ts';
import { createSendLimits, telegramLimits } from './send-limits.ts';
import { revokeToken, webhookSecrets } from './webhook-address.ts';

type TelegramConfig = Extract<Config['channel'], { kind: 'telegram' }>;

/**
 * Telegram, by webhook or by long polling.
 * `start` throws Error in words when the token is refused or the server cannot be reached.
 */
export function createTelegramChannel(config: TelegramConfig, options: ChannelOptions): OpenedChannel {
  const client = createBotApiClient({
    token: config.token,
    root: config.apiRoot,
    now: options.now,
    ...(config.isLimited && { limits: createSendLimits(telegramLimits) }),
    ...(options.retryAfter && { retryAfter: options.retryAfter }),
  });
  let source: Source | undefined;
  let name = 'the bot';

  async function open(): Promise<void> {
    const me = await client.call('getMe', {}).catch(() => {
      throw new Error(`Cannot reach the Bot API server at ${config.apiRoot}. Is the address right, is the network up?`);
    });
    if (!me.ok) throw new Error(refusalOf(me.error_code));
    name = `@${(me.result as { username?: string }).username}`;
    await setProfile(client.call).catch((error) => options.faults.report('profile_not_set', 'telegram', error));
    source = await openSource(config, client, options);
    await source.start();
  }

  return {
    transport: client.call,
    memory: client,
    get announcement() {
      return source?.isLeading === false
        ? `Zont stands by for ${name}: another one on this database takes the updates. When it ends, this one does.`
        : `Zont listens on Telegram as ${name}.`;
    },
    get warning() {
      return source?.ended ? endedInWords(source.ended) : null;
    },
    async start() {
      try {
        await open();
      } catch (error) {
        await source?.stop();
        await client.close();
        throw error;
      }
    },
    async stop() {
      await source?.stop();
      await client.close();
    },
  };
}

/** A webhook is taken by every process; of pollers one leads. */
type Source = Channel & { readonly isLeading?: boolean; readonly ended: string | null };

/** Loads only the code of the way that is used. */
async function openSource(config: TelegramConfig, client: BotApiClient, options: ChannelOptions): Promise<Source> {
  const { onUpdate, faults, now, retryAfter, subkey, group } = options;
  if (!config.webhook) {
    // One for all pollers: whoever loses the database for a moment leads again, and is given again what was not confirmed.
    const deliveries = createDeliveries();
    const pause = retryAfter && { pauseAfterFault: Math.max(...retryAfter) };
    return createLedPoller({
      group,
      faults,
      createPoller: () => createPoller({ client, onUpdate, faults, now, deliveries, ...pause }),
      ...pause,
    });
  }
  const { createWebhook } = await import('./webhook.ts');
  await group.join();
  return createWebhook({ ...config.webhook, client, onUpdate, ...webhookSecrets(subkey) });
}

/** Whoever moves from a webhook to polling, or to another address, ends their own. */
const endedInWords = (host: string): string =>
  `Warning: until now Telegram brought updates to an address at ${host}, which Zont has ended. If it was not yours, ${revokeToken}.`;

/** A wrong token is answered with 401 or, when it does not even look like one, with 404. */
const refusalOf = (code: number): string =>
  code === 401 || code === 404
    ? `Telegram refuses the token in BOT_TOKEN (${code}). Copy it again from @BotFather.`
    : `Telegram does not work at the moment (${code}). Start again in a minute.`;
