import type { Config } from '../../config.ts';
import type { ChannelOptions, OpenedChannel } from '../channel.ts';
import { createBotApiClient } from './bot-api-client.ts';
import { createPoller } from './poller.ts';
import { setCommands } from './profile.ts';

type TelegramConfig = Extract<Config['channel'], { kind: 'telegram' }>;

/**
 * Telegram by long polling.
 * `start` throws Error in words when the token is refused or the server cannot be reached.
 */
export function createTelegramChannel(config: TelegramConfig, options: ChannelOptions): OpenedChannel {
  const client = createBotApiClient({
    token: config.token,
    root: config.apiRoot,
    ...(options.retryAfter && { retryAfter: options.retryAfter }),
  });
  const poller = createPoller({
    client,
    onUpdate: options.onUpdate,
    faults: options.faults,
    ...(options.retryAfter && { pauseAfterFault: Math.max(...options.retryAfter) }),
  });
  let name = 'the bot';

  async function open(): Promise<void> {
    const me = await client.call('getMe', {}).catch(() => {
      throw new Error(`Cannot reach the Bot API server at ${config.apiRoot}. Is the address right, is the network up?`);
    });
    if (!me.ok) throw new Error(refusalOf(me.error_code));
    name = `@${(me.result as { username?: string }).username}`;
    await setCommands(client.call).catch((error) => options.faults.report('commands_not_set', 'telegram', error));
    await poller.start();
  }

  return {
    transport: client.call,
    get announcement() {
      return `Zont listens on Telegram as ${name}.`;
    },
    async start() {
      try {
        await open();
      } catch (error) {
        await client.close();
        throw error;
      }
    },
    async stop() {
      await poller.stop();
      await client.close();
    },
  };
}

/** A wrong token is answered with 401 or, when it does not even look like one, with 404. */
const refusalOf = (code: number): string =>
  code === 401 || code === 404
    ? `Telegram refuses the token in BOT_TOKEN (${code}). Copy it again from @BotFather.`
    : `Telegram does not work at the moment (${code}). Start again in a minute.`;
