import { answerQuestions } from '../children/answer-questions.ts';
import { createEchoBot } from './echo-bot.ts';
import { type MeasuredBot, usageOf } from './usage.ts';

/** The baseline by polling, all chats side by side: it confirms updates before it has handled them. */
const bot = createEchoBot();

async function poll(): Promise<never> {
  for (let offset = 0; ; ) {
    const updates = await bot.api.getUpdates({ offset, limit: 100, timeout: 30 });
    for (const update of updates) {
      offset = update.update_id + 1;
      void bot.handleUpdate(update);
    }
  }
}

await bot.init();
answerQuestions({ usage: () => usageOf(0) } satisfies MeasuredBot);
void poll();
