import { readFileSync, realpathSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { request } from 'undici';
import type { BotApiAnswer } from '../../channels/channel.ts';
import type { Config } from '../../config.ts';
import { parseSwaps, type SwapArea } from './machine.ts';
import type { TelegramFacts } from './telegram.ts';

type TelegramConfig = Extract<Config['channel'], { kind: 'telegram' }>;

/** Asks the Bot API server two questions that change nothing. */
export async function askTelegram({ token, apiRoot }: TelegramConfig, now: () => number): Promise<TelegramFacts> {
  let clocks: TelegramFacts['clocks'] = null;
  const call = async (method: string): Promise<BotApiAnswer | null> => {
    try {
      const { headers, body } = await request(`${apiRoot}/bot${token.reveal()}/${method}`, {
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      const theirs = Date.parse(String(headers.date));
      clocks = Number.isNaN(theirs) ? null : { theirs, ours: now() };
      return (await body.json()) as BotApiAnswer;
    } catch {
      // The error of a request holds its address, and with it the token.
      return null;
    }
  };
  const me = await call('getMe');
  const webhook = me?.ok ? await call('getWebhookInfo') : null;
  return { me, webhook, clocks };
}

/** The swap areas of this machine; null where they cannot be read. */
export function readSwap(): readonly SwapArea[] | null {
  try {
    return parseSwaps(readFileSync('/proc/swaps', 'utf8')).map((area) => ({
      ...area,
      isEncrypted: isEncrypted(area.device),
    }));
  } catch {
    return null;
  }
}

/** The device mapper names what it encrypts CRYPT-…; a swap file is taken for unencrypted. */
function isEncrypted(device: string): boolean {
  try {
    const name = basename(realpathSync(device));
    return readFileSync(`/sys/block/${name}/dm/uuid`, 'utf8').startsWith('CRYPT-');
  } catch {
    return false;
  }
}

/** The disk of the data, or of the keys where the data is on a server. */
export async function readDisk({ database, keysDirectory }: Config): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(
    database.kind === 'embedded' ? database.directory : dirname(keysDirectory),
  );
  return { free: bavail * bsize, total: blocks * bsize };
}
