import type { Config } from '../config.ts';
import type { ChannelOptions, OpenedChannel } from './channel.ts';

/** Loads only the code of the channel that the configuration asks for. What it answers makes the channel; `start` opens it. */
export async function loadChannel(config: Config['channel']): Promise<(options: ChannelOptions) => OpenedChannel> {
  if (config.kind === 'telegram') {
    const { createTelegramChannel } = await import('./telegram/telegram-channel.ts');
    return (options) => createTelegramChannel(config, options);
  }
  const { createBrowserChannel } = await import('./browser/browser-channel.ts');
  return ({ onUpdate, onGone, now }) => {
    const channel = createBrowserChannel({ port: config.port, onUpdate, onGone, now });
    return {
      start: () => channel.start(),
      stop: () => channel.stop(),
      transport: channel.transport,
      announcement: `Zont preview: http://localhost:${config.port}`,
    };
  };
}
