import { type Country, countries, type Whereabouts } from '../../domain/country.ts';
import { emptyDraft } from '../../domain/incident-report/draft.ts';
import { type FormState, formStart } from '../../domain/incident-report/form.ts';
import { minuteOf } from '../../domain/incident-report/form-bytes.ts';
import { type BotContext, chatOf, type HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import { createConfirmation } from './confirm.ts';
import { createFormScreens } from './form-screens.ts';
import { renderMedical } from './medical.ts';
import { createReceiptScreens } from './receipt-screens.ts';
import { renderAfter } from './render-after.ts';
import { renderGone } from './render-form.ts';

type Routes =
  | 'report:open'
  | 'report:go'
  | 'report:sos'
  | 'report:send'
  | 'report:stop'
  | 'report:done'
  | 'report:code'
  | 'report:after'
  | 'report:medical';

/**
 * `/report`: one message with buttons. The draft is nowhere but in these buttons, sealed; what a button
 * leads to is worked out when its screen is drawn. Only `report:send` saves anything.
 */
export function createReportFlow(dependencies: HandlerDependencies): Flow<Routes> {
  const { reports, now } = dependencies;
  const form = createFormScreens(dependencies);
  const confirm = createConfirmation(dependencies, form);
  const receipt = createReceiptScreens(dependencies);

  const begin = (ctx: BotContext): FormState => ({
    nonce: reports.seal.newNonce(),
    minute: minuteOf(now()),
    draft: emptyDraft(servedCountry(ctx.settings?.country ?? null)),
    place: formStart,
    aside: null,
  });

  return {
    commands: { report: { name: 'report:open', args: {} } },
    routes: {
      'report:open': (ctx) => form.draw(ctx, begin(ctx)),
      'report:go': async (ctx, { form: sealed }) => {
        const state = form.open(chatOf(ctx), sealed);
        return state ? form.goOn(ctx, state) : renderGone(ctx.words);
      },
      // Not opened: urgent help does not wait for anything, and the way back is in memory and in the button.
      'report:sos': async (ctx, { form: sealed }) => {
        ctx.noteScreen({ name: 'report:go', args: { form: sealed } });
        await ctx.goTo('sos:open', {});
        return undefined;
      },
      'report:send': (ctx, { form: sealed }) => {
        const state = form.open(chatOf(ctx), sealed);
        return state ? confirm(ctx, state) : renderGone(ctx.words);
      },
      'report:stop': async (ctx) => {
        ctx.answer(ctx.words.plain('report.stopped'));
        await ctx.goTo('menu:open', {});
        return undefined;
      },
      'report:done': (ctx, { ticket }) => receipt.done(ctx, ticket),
      'report:code': (ctx, { ticket }) => receipt.showCode(ctx, ticket),
      'report:after': ({ words, settings }) => renderAfter(words, settings?.country ?? null),
      'report:medical': ({ words, settings }) => renderMedical(words, settings?.country ?? null),
    },
  };
}

const servedCountry = (place: Whereabouts | null): Country | null =>
  countries.find((country) => country === place) ?? null;
