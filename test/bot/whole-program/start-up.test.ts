import { afterEach, expect, test } from 'vitest';
import { commandNames } from '../../../handlers/flow.ts';
import { wordsIn } from '../../../locales/index.ts';
import { callApi } from '../../support/bot-api/api-client.ts';
import { testToken } from '../../support/test-app.ts';
import { prepareWiredApp, type WiredApp, type WiredAppOptions } from './wired-app.ts';

let wired: WiredApp;
afterEach(() => wired.close());
const prepare = async (options?: WiredAppOptions) => void (wired = await prepareWiredApp(options));
const api = (method: string, payload: object) => callApi(wired.server, method, payload, { token: testToken });

test('the first start removes an old webhook, sets the commands in every language, and listens, under a path too', async () => {
  await prepare({ prefix: '/proxy/telegram' });
  await api('setWebhook', { url: 'http://127.0.0.1:9/old' });
  const app = await wired.start();
  await wired.server.waitFor(() => wired.server.isPolled);
  expect((await api('getWebhookInfo', {})).result.url).toBe('');
  expect(app.announcements[0]).toContain('@zont_test_bot');
  const scope = { type: 'all_private_chats' };
  for (const language of [undefined, 'en', 'ru', 'ky'] as const) {
    const held = await api('getMyCommands', { scope, ...(language && { language_code: language }) });
    const words = wordsIn(language ?? 'en');
    expect(held.result).toEqual(
      commandNames.map((command) => ({ command, description: words.plain(`commands.${command}`) })),
    );
  }
  expect(wired.log).toEqual([]);

  // Telegram limits setters hard: a second start sets only what somebody has changed meanwhile.
  await app.stop();
  await api('setMyCommands', { scope, language_code: 'ru', commands: [{ command: 'old', description: 'old' }] });
  const before = wired.server.callsOf('setMyCommands').length;
  await wired.start();
  const later = wired.server.callsOf('setMyCommands').slice(before);
  expect(later.map(({ payload }) => payload.language_code)).toEqual(['ru']);
});

const failureOf = (work: Promise<unknown>) => work.then(() => expect.unreachable('it started'), (error: Error) => error);

test('what is wrong at the start is said in words, without the token, and leaves the data free for the next start', async () => {
  await prepare();
  const said = async (fault: Parameters<typeof wired.server.fail>[0]) => {
    wired.server.fail({ times: 99, ...fault });
    const { message } = await failureOf(wired.start());
    wired.server.heal();
    expect(message).not.toContain(testToken.split(':')[1]);
    return message;
  };
  expect(await said({ method: 'getMe', with: 502 })).toMatch(/^Telegram does not work at the moment \(502\)/);
  expect(await said({ method: 'getMe', with: 'reset' })).toMatch(/^Cannot reach the Bot API server at /);
  expect(await said({ method: 'deleteWebhook', with: 503 })).toMatch(/^Telegram does not remove the webhook \(503\)/);
  expect(await said({ method: 'deleteWebhook', with: 'garbage' })).toMatch(/^No answer from the Bot API server/);

  // Commands that Telegram does not take are one line in the log, and people are answered.
  wired.server.fail({ method: 'setMyCommands', with: 'reset', times: 99 });
  await wired.start();
  const person = wired.server.person();
  person.sends('/menu');
  await wired.server.settled();
  expect(person.screen()).toContain(wordsIn('en').plain('menu.ask'));
  expect(wired.log.map((line) => JSON.parse(line).event)).toEqual(['commands_not_set']);
});

test('a token that Telegram refuses fails the start in words that say what to do', async () => {
  await prepare({ env: { BOT_TOKEN: '123456:WRONG-token-of-somebody-else' } });
  const { message } = await failureOf(wired.start());
  expect(message).toMatch(/^Telegram refuses the token in BOT_TOKEN \(401\).*@BotFather/);
  expect(message).not.toContain('WRONG');
});
