import type { Config } from '../config.ts';
import type { FaultLog } from '../fault-log.ts';
import { createBrowserChannel } from './browser/browser-channel.ts';
import type { Channel, Transport, UpdateSink } from './channel.ts';
import { createTelegramChannel } from './telegram/telegram-channel.ts';

export interface ChannelOptions {
  readonly onUpdate: UpdateSink;
  /** A browser tab was closed: what is held about it is forgotten. */
  readonly onGone: (address: number) => Promise<void>;
  readonly faults: FaultLog;
  readonly now: () => number;
  readonly retryAfter?: readonly number[];
}

/** A channel, the way out of it, and the line that tells the operator where people reach it. */
export interface OpenedChannel extends Channel {
  readonly transport: Transport;
  readonly announcement: string;
}

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
