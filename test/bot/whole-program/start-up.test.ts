import { afterEach, expect, test } from 'vitest';
import { languages } from '../../../domain/language.ts';
import { commandNames } from '../../../handlers/flow.ts';
import { wordsIn } from '../../../locales/index.ts';
import { callApi } from '../../support/bot-api/api-client.ts';
import { testToken } from '../../support/test-app.ts';
import { prepareWiredApp, type WiredApp, type WiredAppOptions } from './wired-app.ts';

let wired: WiredApp;
afterEach(() => wired.close());
const prepare = async (options?: WiredAppOptions) => {
  wired = await prepareWiredApp(options);
};
const api = (method: string, payload: object) => callApi(wired.server, method, payload, { token: testToken });

test('the first start removes an old webhook, sets the commands in every language, and listens, under a path too', {
  timeout: 60_000,
}, async () => {
  await prepare({ prefix: '/proxy/telegram' });
  await api('setWebhook', { url: 'http://127.0.0.1:9/old' });
  const app = await wired.start();
  await wired.server.waitFor(() => wired.server.isPolled);
  expect((await api('getWebhookInfo', {})).result.url).toBe('');
  expect(app.announcements[0]).toContain('@zont_test_bot');
  // Whoever has stolen the token sets one: the operator learns where it led, and no more of it.
  const warning = app.announcements.find((line) => line.includes('127.0.0.1:9'));
  expect(warning).toMatch(/which Zont has ended\. If it was not yours, .*\/revoke at @BotFather/);
  expect(warning).not.toContain('/old');
  const scope = { type: 'all_private_chats' };
  for (const language of [undefined, 'en', 'ru', 'ky'] as const) {
    const held = await api('getMyCommands', { scope, ...(language && { language_code: language }) });
    const words = wordsIn(language ?? 'en');
    expect(held.result).toEqual(
      commandNames.map((command) => ({ command, description: words.plain(`commands.${command}`) })),
    );
  }
  for (const language of languages) {
    const about = await api('getMyShortDescription', { language_code: language });
    expect(about.result.short_description).toBe(wordsIn(language).plain('profile.short'));
    const description = await api('getMyDescription', { language_code: language });
    expect(description.result.description).toBe(wordsIn(language).plain('profile.description'));
  }
  expect(wired.log).toEqual([]);

  // Telegram limits setters hard: a second start sets only what somebody has changed meanwhile.
  await app.stop();
  await api('setMyCommands', { scope, language_code: 'ru', commands: [{ command: 'old', description: 'old' }] });
  const before = wired.server.callsOf('setMyCommands').length;
  const again = await wired.start();
  expect(again.announcements.join()).not.toContain('which Zont has ended');
  const later = wired.server.callsOf('setMyCommands').slice(before);
  expect(later.map(({ payload }) => payload.language_code)).toEqual(['ru']);
  // The name is the operator's: it must be safe where they are.
  const named = wired.server.calls.filter(({ method }) => /^setMy(?!Commands)/.test(method));
  expect(named.map(({ method }) => method).sort()).toEqual([
    ...languages.concat('en').map(() => 'setMyDescription'),
    ...languages.concat('en').map(() => 'setMyShortDescription'),
  ]);
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it started'),
    (error: Error) => error,
  );

test('a start that fails says why in words, without the token, and leaves the data free for the next start', {
  timeout: 60_000,
}, async () => {
  await prepare();
  wired.server.fail({ method: 'getMe', with: 502, times: 99 });
  const { message } = await failureOf(wired.start());
  wired.server.heal();
  expect(message).toMatch(/^Telegram does not work at the moment \(502\)/);
  expect(message).not.toContain(testToken.split(':')[1]);

  // Commands that Telegram does not take are one line in the log, and people are answered.
  wired.server.fail({ method: 'setMyCommands', with: 'reset', times: 99 });
  await wired.start();
  const person = wired.server.person();
  person.sends('/menu');
  await wired.server.settled();
  expect(person.screen()).toContain(wordsIn('en').plain('menu.ask'));
  const events = wired.log.map((line) => JSON.parse(line).event);
  expect(events.filter((event) => event === 'profile_not_set')).toHaveLength(1);
});
