import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import * as z from 'zod';
import type { DatabaseLocation } from '../db/open-database.ts';
import { Secret } from '../domain/secret.ts';

/** How the program runs, read once from the environment. */
export interface Config {
  readonly database: DatabaseLocation;
  readonly keysDirectory: string;
  /** Telegram, or the chat page on this machine when there is no token. */
  readonly channel:
    | {
        readonly kind: 'telegram';
        readonly token: Secret<string>;
        readonly apiRoot: string;
        /** Null where the program asks Telegram for updates itself. */
        readonly webhook: { readonly url: string; readonly port: number } | null;
        /** False on a server that sends nothing to Telegram. */
        readonly isLimited: boolean;
      }
    | { readonly kind: 'browser'; readonly port: number };
  /** Where counsellors' calendars are served, on this computer only; null: nowhere. */
  readonly calendarPort: number | null;
  readonly showUnchecked: boolean;
  /** Where programs of this machine ask how Zont is; null: nowhere. */
  readonly metricsPort: number | null;
  /** True where only tips that a native speaker and a clinician have read are shown. */
  readonly hideUnreviewedTips: boolean;
}

/** True where people try the program on this machine, and nothing is sent. */
export const isForPreview = ({ channel }: Pick<Config, 'channel'>): boolean => channel.kind === 'browser';

/** Everything that is wrong with the configuration, a sentence each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const blankAsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const setting = <T extends z.ZodType>(type: T) => z.preprocess(blankAsUnset, type);

const port = (name: string) => {
  const range = `${name} must be a number from 1 to 65535.`;
  return z.coerce.number({ error: range }).int(`${name} must be a whole number.`).min(1, range).max(65_535, range);
};

/** Messages name the variable and what to do; they never repeat a value, which may be a secret. */
const environment = z.object({
  NODE_ENV: setting(z.string().optional()),
  BOT_TOKEN: setting(
    z
      .string()
      .regex(/^\d+:[\w-]{20,}$/, 'BOT_TOKEN does not look like a token of @BotFather (digits, a colon, letters).')
      .optional(),
  ),
  TELEGRAM_API_ROOT: setting(
    z
      .url({ protocol: /^https?$/, error: 'TELEGRAM_API_ROOT must be an address such as https://api.telegram.org' })
      .default('https://api.telegram.org'),
  ),
  DATABASE_URL: setting(
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'DATABASE_URL must be an address such as postgres://user:password@host:5432/zont',
      })
      .optional(),
  ),
  DATA_DIRECTORY: setting(z.string().default('./data')),
  KEYS_DIRECTORY: setting(z.string().default('./keys')),
  PORT: setting(port('PORT').default(3000)),
  METRICS_PORT: setting(port('METRICS_PORT').optional()),
  WEBHOOK_URL: setting(
    z
      .url({ protocol: /^https?$/, error: 'WEBHOOK_URL must be an address such as https://zont.example.org' })
      .optional(),
  ),
  TELEGRAM_LIMITS: setting(z.enum(['on', 'off'], { error: 'TELEGRAM_LIMITS must be on or off.' }).default('on')),
  CALENDAR_PORT: setting(
    z.coerce
      .number({ error: 'CALENDAR_PORT must be a number from 1 to 65535.' })
      .int('CALENDAR_PORT must be a whole number.')
      .min(1, 'CALENDAR_PORT must be a number from 1 to 65535.')
      .max(65_535, 'CALENDAR_PORT must be a number from 1 to 65535.')
      .optional(),
  ),
  HIDE_UNREVIEWED_TIPS: setting(
    z.enum(['yes', 'no'], { error: 'HIDE_UNREVIEWED_TIPS must be yes or no.' }).default('no'),
  ),
  SHOW_UNCHECKED_CONTACTS: setting(
    z.enum(['yes', 'no'], { error: 'SHOW_UNCHECKED_CONTACTS must be yes or no.' }).default('no'),
  ),
});

/**
 * Reads the configuration.
 * @throws ConfigError with all faults at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  if (env.NODE_ENV === 'production' && !env.BOT_TOKEN) {
    faults.push('BOT_TOKEN is missing. With NODE_ENV=production there is no preview: get a token from @BotFather.');
  }
  const data = resolve(env.DATA_DIRECTORY?.trim() || './data');
  const keys = resolve(env.KEYS_DIRECTORY?.trim() || './keys');
  if (isInside(keys, data)) {
    faults.push('KEYS_DIRECTORY lies inside DATA_DIRECTORY. Who steals the data would have the keys: keep them apart.');
  }
  if (env.NODE_ENV === 'production' && !env.DATABASE_URL?.trim() && lieTogether(keys, data)) {
    faults.push(
      'KEYS_DIRECTORY lies beside DATA_DIRECTORY. Who copies the one would copy the other: in production give the keys a place of their own, best on another disk.',
    );
  }
  if (isTelegramsOwn(env) && /^http:/i.test(env.WEBHOOK_URL ?? '')) {
    faults.push('WEBHOOK_URL must begin with https: Telegram brings nothing to an address without it.');
  }
  if (isTelegramsOwn(env) && env.TELEGRAM_LIMITS?.trim() === 'off') {
    faults.push('TELEGRAM_LIMITS=off is only for a test server. Telegram would stop the bot: leave it out.');
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const { BOT_TOKEN: token, DATABASE_URL: url, PORT: listenPort, METRICS_PORT: metricsPort = null } = parsed.data;
  return {
    database: url ? { kind: 'postgres', url: new Secret(url) } : { kind: 'embedded', directory: data },
    keysDirectory: keys,
    channel: token
      ? {
          kind: 'telegram',
          token: new Secret(token),
          apiRoot: withoutSlash(parsed.data.TELEGRAM_API_ROOT),
          webhook: parsed.data.WEBHOOK_URL ? { url: withoutSlash(parsed.data.WEBHOOK_URL), port: listenPort } : null,
          isLimited: parsed.data.TELEGRAM_LIMITS === 'on',
        }
      : { kind: 'browser', port: listenPort },
    calendarPort: parsed.data.CALENDAR_PORT ?? null,
    metricsPort,
    hideUnreviewedTips: parsed.data.HIDE_UNREVIEWED_TIPS === 'yes',
    showUnchecked: !token || parsed.data.SHOW_UNCHECKED_CONTACTS === 'yes',
  };
}

/** In one folder, or the data inside the keys. Folders right below the root may be disks of their own. */
function lieTogether(keys: string, data: string): boolean {
  const shared = dirname(data);
  return isInside(data, keys) || (dirname(keys) === shared && dirname(shared) !== shared);
}

const withoutSlash = (address: string) => address.replace(/\/+$/, '');

const isTelegramsOwn = (env: Readonly<Record<string, string | undefined>>) =>
  blankAsUnset(env.TELEGRAM_API_ROOT) === undefined || /\btelegram\.org\b/i.test(env.TELEGRAM_API_ROOT ?? '');

function isInside(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path));
}
