import { expect, test } from 'vitest';
import { createBotApiClient } from '../../../../bot/channels/telegram/bot-api-client.ts';
import { createLedPoller } from '../../../../bot/channels/telegram/led-poller.ts';
import { createPoller } from '../../../../bot/channels/telegram/poller.ts';
import { createFaultLog } from '../../../../bot/fault-log.ts';
import { oneProcess } from '../../../../db/process-group.ts';
import { Secret } from '../../../../domain/secret.ts';
import { callApi } from '../../../support/bot-api/api-client.ts';
import { startBotApiServer } from '../../../support/bot-api/start-bot-api-server.ts';

const token = '123456:TEST-token-of-the-local-server';

test('a process that takes over ends a webhook that it finds, and a line of the log says so, without its address', async () => {
  const server = await startBotApiServer({ token });
  const client = createBotApiClient({ token: new Secret(token), root: server.root });
  const log: string[] = [];
  const faults = createFaultLog(() => 0, { write: (line) => void log.push(line) });
  let takeOver = () => {};
  const poller = createLedPoller({
    group: {
      ...oneProcess,
      lead: async ({ onWon }) => {
        takeOver = onWon;
        return false;
      },
    },
    faults,
    createPoller: () => createPoller({ client, onUpdate: async () => 'handled', faults, now: () => 0 }),
  });
  await poller.start();
  await callApi(server, 'setWebhook', { url: 'https://stranger.example/CANARY' }, { token });
  takeOver();
  await server.waitFor(() => server.isPolled);
  await poller.stop();
  await client.close();
  await server.stop();
  expect(log.map((line) => JSON.parse(line))).toMatchObject([{ event: 'webhook_ended', component: 'telegram' }]);
  expect(log.join()).not.toMatch(/stranger|CANARY/);
});
