import { createConversation } from '@grammyjs/conversations';
import { Composer } from 'grammy';
import { isLanguage } from '../../domain/language.ts';
import { type BotContext, fallbackLanguage, type HandlerDependencies } from '../context.ts';
import { type StartArguments, startConversation } from './conversation.ts';

const name = 'start';

/**
 * `/start`. Stands last: whatever comes this far belongs to the questions at the beginning, or to
 * somebody of whom nothing is remembered.
 */
export function createStartFlow({ isPreview }: HandlerDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  // Before the conversation sees the update, or it would wait on with the old questions.
  composer.use(async (ctx, next) => {
    if (ctx.beginsAnew) await ctx.conversation.exitAll();
    await next();
  });
  composer.use(createConversation(startConversation, name));
  composer.use(async (ctx) => {
    const isOldPress = ctx.callbackQuery !== undefined && !ctx.beginsAnew;
    // The questions are answered: the button is an old one, or the answer came twice.
    if (isOldPress && ctx.settings?.country) {
      ctx.notice = { first: 'menu.first', line: 'errors.oldButton' };
      return ctx.goTo('menu:open', {});
    }
    const args: StartArguments = {
      hint: ctx.settings?.language ?? languageHint(ctx),
      notice: isOldPress ? { first: 'start.first', line: 'start.restarted' } : ctx.notice,
      isPreview,
    };
    ctx.noteScreen({ name: 'start:begin', args: {} });
    await ctx.conversation.enter(name, args);
  });
  return composer;
}

/** The edge has reduced the phone's language to one of ours, or left it out. */
function languageHint(ctx: BotContext) {
  const code = ctx.from?.language_code ?? '';
  return isLanguage(code) ? code : fallbackLanguage;
}
