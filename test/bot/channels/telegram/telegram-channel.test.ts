import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegramChannel } from '../../../../bot/channels/telegram/telegram-channel.ts';
import { createFaultLog } from '../../../../bot/fault-log.ts';
import { oneProcess } from '../../../../db/process-group.ts';
import { Secret } from '../../../../domain/secret.ts';
import type { FaultKind } from '../../../support/bot-api/faults.ts';
import { type BotApiServer, startBotApiServer } from '../../../support/bot-api/start-bot-api-server.ts';

const token = '123456:CANARY-token-that-nobody-may-see';

let server: BotApiServer;
beforeEach(async () => {
  server = await startBotApiServer({ token });
});
afterEach(() => server.stop());

function channelAt(root: string, itsToken = token) {
  return createTelegramChannel(
    { kind: 'telegram', token: new Secret(itsToken), apiRoot: root, webhook: null, isLimited: false },
    {
      onUpdate: async () => 'handled',
      onGone: async () => {},
      faults: createFaultLog(() => 0, { write: () => {} }),
      now: () => 0,
      subkey: () => Buffer.alloc(32),
      group: oneProcess,
      retryAfter: [1, 1],
    },
  );
}

const whyNot = (work: Promise<void>) =>
  work.then(
    () => expect.unreachable('it started'),
    ({ message }: Error) => message,
  );

describe('a channel that cannot open says why, without the token', () => {
  test.each<[string, FaultKind, RegExp]>([
    ['getMe', 502, /^Telegram does not work at the moment \(502\)/],
    ['getMe', { retryAfter: 99 }, /^Telegram does not work at the moment \(429\)/],
    ['getMe', 'reset', /^Cannot reach the Bot API server at http/],
    ['getMe', 'garbage', /^Cannot reach the Bot API server at http/],
    ['deleteWebhook', 503, /^Telegram does not remove the webhook \(503\)/],
    ['deleteWebhook', 'reset', /^No answer from the Bot API server/],
  ])('when %s fails with %j', async (method, fault, words) => {
    server.fail({ method, with: fault, times: 99 });
    const said = await whyNot(channelAt(server.root).start());
    expect(said).toMatch(words);
    expect(said).not.toContain('CANARY');
  });

  test.each([
    ['of somebody else', '123456:CANARY-token-of-somebody-else', 401],
    ['that was mistyped', `0${token}`, 401],
    ['that breaks the path', '123456:CANARY/x', 404],
  ])('when the token is one %s', async (_, wrong, code) => {
    const said = await whyNot(channelAt(server.root, wrong).start());
    expect(said).toBe(`Telegram refuses the token in BOT_TOKEN (${code}). Copy it again from @BotFather.`);
  });

  test('when nobody listens there', async () => {
    const { root } = server;
    await server.stop();
    expect(await whyNot(channelAt(root).start())).toMatch(/^Cannot reach the Bot API server at/);
    server = await startBotApiServer({ token });
  });
});

test('an open channel tells its name, and closing it hangs up', async () => {
  const channel = channelAt(server.root);
  await channel.start();
  expect(channel.announcement).toBe('Zont listens on Telegram as @zont_test_bot.');
  await server.waitFor(() => server.isPolled);
  await channel.stop();
  await server.waitFor(() => !server.isPolled);
});
