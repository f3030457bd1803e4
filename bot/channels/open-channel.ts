import type { Config } from '../config.ts';
import type { ChannelOptions, OpenedChannel } from './channel.ts';

/** Makes the channel that the configuration asks for, loading only its code; `start` opens it. */
export async function openChannel(config: Config['channel'], options: ChannelOptions): Promise<OpenedChannel> {
  if (config.kind === 'telegram') {
    const { createTelegramChannel } = await import('./telegram/telegram-channel.ts');
    return createTelegramChannel(config, options);
  }
  const { createBrowserChannel } = await import('./browser/browser-channel.ts');
  const { onUpdate, onGone, now } = options;
  const channel = createBrowserChannel({ port: config.port, onUpdate, onGone, now });
  return {
    start: () => channel.start(),
    stop: () => channel.stop(),
    transport: channel.transport,
    announcement: `Zont preview: http://localhost:${config.port}`,
  };
}
