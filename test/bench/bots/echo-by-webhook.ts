import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookCallback } from 'grammy';
import { answerQuestions } from '../children/answer-questions.ts';
import { createEchoBot } from './echo-bot.ts';
import { type MeasuredBot, usageOf } from './usage.ts';

/** The baseline by webhook, in grammY's own way. */
const bot = createEchoBot();
await bot.init();
const server = createServer(webhookCallback(bot, 'http')).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
await bot.api.setWebhook(`http://127.0.0.1:${port}`, { max_connections: 100 });
answerQuestions({ usage: () => usageOf(0) } satisfies MeasuredBot);
