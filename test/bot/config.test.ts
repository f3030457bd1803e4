import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../bot/config.ts';

const token = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('an empty environment', () => {
  test('is the preview on this machine', () => {
    expect(parseConfig({})).toMatchObject({
      database: { kind: 'embedded', directory: resolve('data') },
      keysDirectory: resolve('keys'),
      channel: { kind: 'browser', port: 3000 },
      showUnchecked: true,
    });
  });

  test('is the same as one in which everything is blank', () => {
    const blank = {
      NODE_ENV: '',
      BOT_TOKEN: '',
      TELEGRAM_API_ROOT: '',
      DATABASE_URL: '',
      DATA_DIRECTORY: '',
      KEYS_DIRECTORY: '',
      PORT: '',
      SHOW_UNCHECKED_CONTACTS: '',
    };
    expect(parseConfig(blank)).toEqual(parseConfig({}));
  });
});

describe('a token', () => {
  test('means Telegram, with unchecked contacts hidden', () => {
    const { channel, showUnchecked } = parseConfig({ BOT_TOKEN: token });
    expect(channel).toMatchObject({ kind: 'telegram', apiRoot: 'https://api.telegram.org' });
    expect(showUnchecked).toBe(false);
    expect(parseConfig({ BOT_TOKEN: token, SHOW_UNCHECKED_CONTACTS: 'yes' }).showUnchecked).toBe(true);
  });

  test.each([
    ['https://tg.example', 'https://tg.example'],
    ['https://tg.example/', 'https://tg.example'],
    ['http://127.0.0.1:8081/some/prefix//', 'http://127.0.0.1:8081/some/prefix'],
  ])('is used at %s without a slash at the end', (root, apiRoot) => {
    expect(parseConfig({ BOT_TOKEN: token, TELEGRAM_API_ROOT: root }).channel).toMatchObject({ apiRoot });
  });
});

describe('a webhook', () => {
  test('has an address without a slash at the end, and listens on PORT', () => {
    const { channel } = parseConfig({ BOT_TOKEN: token, WEBHOOK_URL: 'https://zont.example/', PORT: '8443' });
    expect(channel).toMatchObject({ webhook: { url: 'https://zont.example', port: 8443 }, isLimited: true });
    expect(parseConfig({ BOT_TOKEN: token }).channel).toMatchObject({ webhook: null });
  });

  test('needs https, but for a Bot API server of your own', () => {
    expect(faultsOf({ BOT_TOKEN: token, WEBHOOK_URL: 'http://zont.example' })).toEqual([
      'WEBHOOK_URL must begin with https: Telegram brings nothing to an address without it.',
    ]);
    const own = { BOT_TOKEN: token, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081', WEBHOOK_URL: 'http://127.0.0.1:3000' };
    expect(faultsOf(own)).toEqual([]);
  });
});

test("Telegram's limits cannot be left aside at Telegram", () => {
  expect(faultsOf({ BOT_TOKEN: token, TELEGRAM_LIMITS: 'off' })).toHaveLength(1);
  const own = parseConfig({ BOT_TOKEN: token, TELEGRAM_LIMITS: 'off', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' });
  expect(own.channel).toMatchObject({ isLimited: false });
});

test('whoever prints the configuration sees neither token nor database address', () => {
  const url = 'postgres://zont:hunter2@db.example/zont';
  const config = parseConfig({ BOT_TOKEN: token, DATABASE_URL: url });
  for (const printed of [
    JSON.stringify(config),
    inspect(config, { depth: null, showHidden: true }),
    `${Object.values(config)}`,
  ]) {
    expect(printed).not.toContain('AAAA');
    expect(printed).not.toContain('hunter2');
  }
});

/** Each wrong value bears a mark that no message may repeat. */
const wrong: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ['a token without a colon', { BOT_TOKEN: 'HUNTER2' }, /^BOT_TOKEN/],
  ['a token that is too short', { BOT_TOKEN: '1234:HUNTER2' }, /^BOT_TOKEN/],
  ['a token with a space', { BOT_TOKEN: `${token} HUNTER2` }, /^BOT_TOKEN/],
  ['an API root without a protocol', { TELEGRAM_API_ROOT: 'hunter2.example' }, /^TELEGRAM_API_ROOT/],
  ['an API root of another protocol', { TELEGRAM_API_ROOT: 'ftp://hunter2' }, /^TELEGRAM_API_ROOT/],
  ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://u:hunter2@h/d' }, /^DATABASE_URL/],
  ['a database without an address', { DATABASE_URL: 'hunter2' }, /^DATABASE_URL/],
  ['a port in words', { PORT: 'hunter2' }, /^PORT/],
  ['a metrics port in words', { METRICS_PORT: 'hunter2' }, /^METRICS_PORT/],
  ['a metrics port that is too high', { METRICS_PORT: '65536' }, /^METRICS_PORT/],
  ['port zero', { PORT: '0' }, /^PORT/],
  ['a port that is too high', { PORT: '65536' }, /^PORT/],
  ['half a port', { PORT: '80.5' }, /^PORT/],
  ['a switch that is neither on nor off', { SHOW_UNCHECKED_CONTACTS: 'hunter2' }, /^SHOW_UNCHECKED_CONTACTS/],
  ['production without a token', { NODE_ENV: 'production', KEYS_DIRECTORY: '/etc/zont' }, /^BOT_TOKEN is missing/],
  [
    'production with a blank token',
    { NODE_ENV: 'production', BOT_TOKEN: '', KEYS_DIRECTORY: '/etc/zont' },
    /^BOT_TOKEN is missing/,
  ],
];

describe('a wrong value', () => {
  test.each(wrong)('%s is named with what to do, and is not repeated', (_, env, expected) => {
    const faults = faultsOf(env);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) {
      expect(fault).toMatch(expected);
      expect(fault.toLowerCase()).not.toContain('hunter2');
    }
  });

  test('is told together with all others', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      BOT_TOKEN: 'x',
      TELEGRAM_API_ROOT: 'x',
      DATABASE_URL: 'x',
      PORT: 'x',
      SHOW_UNCHECKED_CONTACTS: 'x',
      DATA_DIRECTORY: '/srv/zont',
      KEYS_DIRECTORY: '/srv/zont/keys',
    });
    expect(faults.map((fault) => fault.split(' ', 1)[0])).toEqual([
      'BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'DATABASE_URL',
      'PORT',
      'SHOW_UNCHECKED_CONTACTS',
      'KEYS_DIRECTORY',
    ]);
  });

  test('is in the message of the error too, a line each', () => {
    expect(() => parseConfig({ PORT: 'x', SHOW_UNCHECKED_CONTACTS: 'x' })).toThrow(
      /^PORT.*\nSHOW_UNCHECKED_CONTACTS.*$/,
    );
  });
});

describe('keys and data', () => {
  test.each([
    ['the same folder', '/srv/zont', '/srv/zont'],
    ['a folder inside', '/srv/zont', '/srv/zont/keys'],
    ['a folder deep inside', '/srv/zont', '/srv/zont/a/b/../keys'],
    ['a relative folder inside', './data', 'data/keys'],
    ['the usual data folder', '', './data/keys'],
  ])('%s is refused', (_, data, keys) => {
    expect(faultsOf({ DATA_DIRECTORY: data, KEYS_DIRECTORY: keys })).toEqual([
      expect.stringMatching(/^KEYS_DIRECTORY/),
    ]);
  });

  test.each([
    ['folders side by side', '/srv/zont/data', '/srv/zont/keys'],
    ['a folder whose name only begins alike', '/srv/zont', '/srv/zont-keys'],
    ['keys above the data', '/srv/keys/data', '/srv/keys'],
  ])('%s are accepted', (_, data, keys) => {
    expect(parseConfig({ DATA_DIRECTORY: data, KEYS_DIRECTORY: keys }).keysDirectory).toBe(keys);
  });

  const production = (data: string, keys: string, url = '') =>
    faultsOf({
      NODE_ENV: 'production',
      BOT_TOKEN: token,
      DATA_DIRECTORY: data,
      KEYS_DIRECTORY: keys,
      DATABASE_URL: url,
    });

  test.each([
    ['the usual folders', '', ''],
    ['folders side by side', '/srv/zont/data', '/srv/zont/keys'],
    ['data inside the keys', '/srv/keys/data', '/srv/keys'],
  ])('%s are refused in production, where the embedded database holds the data', (_, data, keys) => {
    expect(production(data, keys)).toEqual([expect.stringMatching(/^KEYS_DIRECTORY lies beside DATA_DIRECTORY/)]);
    expect(production(data, keys, 'postgres://zont@db.example/zont')).toEqual([]);
  });

  test.each([
    ['folders of their own', '/srv/zont/data', '/etc/zont/keys'],
    ['mounts right below the root', '/data', '/keys'],
  ])('%s are accepted in production', (_, data, keys) => {
    expect(production(data, keys)).toEqual([]);
  });
});
