import { parseReceiptCode, receiptCodeDigits } from '../../domain/receipt-code.ts';
import { createCodeEntry } from '../code-entry.ts';
import type { HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { padLines, renderFound, renderSure, renderUnknown, renderWithdrawn } from './render.ts';

type Routes = 'code:open' | 'code:pad' | 'code:digit' | 'code:erase' | 'code:look' | 'code:withdraw' | 'code:yes';

/** `/code`: a keypad, what there is under the code, withdrawing. The digits are in memory only. */
export function createReceiptFlow({ isPreview, reports }: HandlerDependencies): Flow<Routes> {
  const { desk, pad, tries } = reports;
  const entry = createCodeEntry({
    flow: 'code',
    digits: receiptCodeDigits,
    parse: parseReceiptCode,
    tooFew: 'receipt.tooFew',
    pad,
    tries,
    renderUnknown,
  });

  return {
    commands: { code: { name: 'code:open', args: {} } },
    routes: {
      'code:open': entry.begin,
      'code:pad': (ctx) => entry.renderPad(ctx, padLines(ctx.words, isPreview)),
      'code:digit': (ctx, { digit }) => entry.addDigit(ctx, digit),
      'code:erase': entry.erase,
      'code:look': (ctx) =>
        entry.look(ctx, async (code) => {
          const found = await desk.look(code);
          return found.ok ? renderFound(ctx.words, found.value, isPreview) : null;
        }),
      'code:withdraw': (ctx, remains) =>
        entry.found(ctx) ? entry.showFound(ctx, renderSure(ctx.words, remains)) : entry.askAnew(ctx),
      'code:yes': async (ctx) => {
        const code = entry.found(ctx);
        if (!code) return entry.askAnew(ctx);
        const gone = await desk.withdraw(code);
        entry.clear(ctx);
        return gone.ok
          ? entry.showFound(ctx, renderWithdrawn(ctx.words, gone.value))
          : entry.showOverPad(ctx, renderUnknown(ctx.words));
      },
    },
  };
}
