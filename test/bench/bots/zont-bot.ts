import { startApp } from '../../../bot/app.ts';
import { collectEarly } from '../../../bot/collect-early.ts';
import { parseConfig } from '../../../bot/config.ts';
import { answerQuestions } from '../children/answer-questions.ts';
import { countQueries } from './count-queries.ts';
import { type MeasuredBot, usageOf } from './usage.ts';

/** Zont as it is, with its statements counted. */
collectEarly();
const queries = countQueries();
const app = await startApp(parseConfig(process.env));
answerQuestions({ usage: () => usageOf(queries()) } satisfies MeasuredBot);

process.once('SIGTERM', async () => {
  await app.stop();
  process.exit(0);
});
