import type { TextKey } from '../../locales/index.ts';
import type { BotContext, Cleared } from '../context.ts';
import type { BeforeClear, ClearQuestion, Flow } from '../flow.ts';
import { renderNeutral } from '../neutral.ts';
import { show } from '../screen.ts';
import { wayBack } from '../way-back.ts';
import { renderClearQuestion, renderTryAgain } from './render.ts';

/** `/clear`: asks once, and then takes away all that the bot can reach. Needs no database to do that. */
export function createClearFlow(questions: readonly BeforeClear[]): Flow<'clear:ask' | 'clear:now' | 'clear:keep'> {
  return {
    commands: { clear: { name: 'clear:ask', args: {} } },
    routes: {
      'clear:ask': async (ctx) => renderClearQuestion(ctx.words, await asked(ctx)),
      'clear:now': async (ctx) => {
        const { words } = ctx;
        const cleared = await ctx.clearChat(renderNeutral(words));
        // In a pop-up: it leaves no trace in the chat.
        ctx.answer(words.plain(outcomeOf(cleared)), { isAlert: true });
        if (!cleared.isForgotten) await show(ctx, renderTryAgain(words), words);
        return undefined;
      },
      'clear:keep': async (ctx) => {
        const { name, args } = wayBack({ name: 'clear:keep', args: {} }, ctx);
        await ctx.goTo(name, args as never);
        return undefined;
      },
    },
  };

  async function asked(ctx: BotContext): Promise<readonly ClearQuestion[]> {
    const answers = await Promise.allSettled(questions.map((ask) => ask(ctx)));
    return answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []));
  }
}

/** What the person must know first, where several things went wrong. */
function outcomeOf({ isForgotten, isUnfinished, isOldLeft }: Cleared): TextKey {
  if (!isForgotten) return 'clear.doneNotForgotten';
  if (isUnfinished) return 'clear.doneUnfinished';
  return isOldLeft ? 'clear.doneOldLeft' : 'clear.done';
}
