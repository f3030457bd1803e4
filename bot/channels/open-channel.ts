import type { Config } from '../config.ts';
import { createBrowserChannel } from './browser/browser-channel.ts';
import type { ChannelOptions, OpenedChannel } from './channel.ts';
import { createTelegramChannel } from './telegram/telegram-channel.ts';

/** Makes the channel that the configuration asks for; `start` opens it. */
export function openChannel(config: Config['channel'], options: ChannelOptions): OpenedChannel {
  if (config.kind === 'telegram') return createTelegramChannel(config, options);
  const { onUpdate, onGone, now } = options;
  const channel = createBrowserChannel({ port: config.port, onUpdate, onGone, now });
  return {
    start: () => channel.start(),
    stop: () => channel.stop(),
    transport: channel.transport,
    announcement: `Zont preview: http://localhost:${config.port}`,
  };
}
