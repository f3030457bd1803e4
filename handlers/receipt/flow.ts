import type { ChatAlias } from '../../domain/chat-alias.ts';
import { parseReceiptCode, receiptCodeDigits } from '../../domain/receipt-code.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { type Screen, show } from '../screen.ts';
import {
  renderFound,
  renderLimited,
  renderNeutral,
  renderPad,
  renderSure,
  renderUnknown,
  renderWithdrawn,
} from './render.ts';

type Routes = 'code:open' | 'code:pad' | 'code:digit' | 'code:erase' | 'code:look' | 'code:withdraw' | 'code:yes';

/** An answer stands on the screen for so long. */
const neutralAfterSeconds = 300;

/** `/code`: a keypad, what there is under the code, withdrawing. The digits are in memory only. */
export function createReceiptFlow(dependencies: HandlerDependencies): Flow<Routes> {
  const { isPreview, reports } = dependencies;
  const { desk, pad, tries } = reports;

  /** Shows a screen under which a code may be entered; drawing it again never tries a code again. */
  const showOverPad = async (ctx: BotContext, screen: Screen): Promise<undefined> => {
    await show(ctx, screen);
    ctx.noteScreen({ name: 'code:pad', args: {} });
  };

  const begin = async (ctx: BotContext): Promise<undefined> => {
    pad.clear(chatOf(ctx));
    await ctx.goTo('code:pad', {});
  };

  const look = async (ctx: BotContext): Promise<undefined> => {
    const chat = chatOf(ctx);
    const code = parseReceiptCode(pad.digits(chat));
    if (!code) {
      await ctx.answer(ctx.words.plain('receipt.tooFew'));
      return;
    }
    if ((await tries.begin(chat)) === 'limited') return showOverPad(ctx, renderLimited(ctx.words));
    const found = await desk.look(code);
    if (!found.ok) {
      tries.noteWrong();
      pad.clear(chat);
      return showOverPad(ctx, renderUnknown(ctx.words));
    }
    pad.set(chat, code, true);
    await showOverPad(ctx, renderFound(ctx.words, found.value, isPreview));
    const neutral = renderNeutral(ctx.words);
    ctx.playOn([{ afterSeconds: neutralAfterSeconds, route: { name: 'menu:open', args: {} }, screen: neutral }]);
  };

  /** The digits under which a report was found on this very screen, or nothing: then they are asked anew. */
  const foundCode = (ctx: BotContext) => {
    const chat = chatOf(ctx);
    return pad.isFound(chat) ? parseReceiptCode(pad.digits(chat)) : null;
  };
  const askAnew = async (ctx: BotContext): Promise<undefined> => {
    await begin(ctx);
    await ctx.answer(ctx.words.plain('receipt.lost'));
  };

  return {
    commands: { code: { name: 'code:open', args: {} } },
    routes: {
      'code:open': begin,
      'code:pad': (ctx) => renderPad(ctx.words, pad.digits(chatOf(ctx)), isPreview),
      'code:digit': async (ctx, { digit }) => {
        const chat = chatOf(ctx);
        const digits = `${pad.isFound(chat) ? '' : pad.digits(chat)}${digit}`.slice(0, receiptCodeDigits);
        pad.set(chat, digits);
        // Telegram allows about 20 edits a minute: the screen follows by groups, a toast by digits.
        if (digits.length % 4 === 0) await ctx.goTo('code:pad', {});
        await ctx.answer(groupOf(digits));
        return undefined;
      },
      'code:erase': async (ctx) => {
        const chat = chatOf(ctx);
        pad.set(chat, pad.digits(chat).slice(0, -1));
        await ctx.goTo('code:pad', {});
        return undefined;
      },
      'code:look': look,
      'code:withdraw': (ctx, remains) => (foundCode(ctx) ? renderSure(ctx.words, remains) : askAnew(ctx)),
      'code:yes': async (ctx) => {
        const code = foundCode(ctx);
        if (!code) return askAnew(ctx);
        const gone = await desk.withdraw(code);
        pad.clear(chatOf(ctx));
        return showOverPad(ctx, gone.ok ? renderWithdrawn(ctx.words, gone.value) : renderUnknown(ctx.words));
      },
    },
  };
}

const chatOf = (ctx: BotContext) => ctx.chatId as ChatAlias;

/** The group of four that is being entered. */
const groupOf = (digits: string): string => digits.slice(Math.floor((digits.length - 1) / 4) * 4);
