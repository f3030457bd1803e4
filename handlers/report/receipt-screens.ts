import { confirmWithinMinutes } from '../../domain/incident-report/form.ts';
import { minutesSince } from '../../domain/incident-report/form-bytes.ts';
import { decodeTicket, type ReceiptTicket } from '../../domain/incident-report/ticket.ts';
import { formatReceiptCode, type ReceiptCode } from '../../domain/receipt-code.ts';
import type { Words } from '../../locales/index.ts';
import { type BotContext, chatOf, type HandlerDependencies } from '../context.ts';
import type { Screen } from '../screen.ts';
import { renderAfter, renderDone } from './render-after.ts';

/** The code in a pop-up, which Telegram cuts at 200 characters. */
export const codeAlert = (words: Words, code: ReceiptCode): string =>
  words.plain('report.codeAlert', { code: formatReceiptCode(code) });

/** The screens after a report was saved. The code is in their buttons, sealed, and shown for ten minutes. */
export function createReceiptScreens({ reports, now }: HandlerDependencies) {
  function openTicket(ctx: BotContext, sealed: string): { ticket: ReceiptTicket; minutesLeft: number } | null {
    const plain = reports.seal.open('ticket', chatOf(ctx), sealed);
    const ticket = plain && decodeTicket(plain);
    const minutesLeft = ticket ? confirmWithinMinutes - minutesSince(ticket.minute, now()) : 0;
    return ticket && minutesLeft > 0 ? { ticket, minutesLeft } : null;
  }

  /** After the ten minutes the message says nothing of a report any more, whoever looks at it. */
  function turnNeutralAfter(ctx: BotContext, minutes: number): void {
    const screen = renderAfter(ctx.words, ctx.settings?.country ?? null);
    ctx.playOn([{ afterSeconds: minutes * 60, route: { name: 'report:after', args: {} }, screen }]);
  }

  return {
    async done(ctx: BotContext, sealed: string): Promise<Screen | undefined> {
      const opened = openTicket(ctx, sealed);
      if (!opened) {
        await ctx.goTo('report:after', {});
        return undefined;
      }
      turnNeutralAfter(ctx, opened.minutesLeft);
      return renderDone(ctx.words, opened.ticket, sealed);
    },
    async showCode(ctx: BotContext, sealed: string): Promise<undefined> {
      const opened = openTicket(ctx, sealed);
      if (!opened) {
        ctx.answer(ctx.words.plain('report.codeOver'), { isAlert: true });
        await ctx.goTo('report:after', {});
        return;
      }
      // The press ended the waiting; it goes on from here.
      turnNeutralAfter(ctx, opened.minutesLeft);
      ctx.answer(codeAlert(ctx.words, opened.ticket.code), { isAlert: true });
    },
  };
}
