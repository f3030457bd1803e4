import type { Whereabouts } from '../../domain/country.ts';
import { crisisHelp } from '../../domain/crisis.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import type { Screen } from '../screen.ts';
import { dataUnderWay, wayBack } from '../way-back.ts';
import { renderCrisisHelp, renderTraces } from './render.ts';
import { renderAccepted, renderEmergency, renderLater, renderNow, renderQuestion } from './render-distress.ts';
import { renderWhich, shownLines } from './render-which.ts';

type Routes =
  | 'sos:open'
  | 'sos:in'
  | 'sos:traces'
  | 'sos:which'
  | 'sos:wrong'
  | 'distress:question'
  | 'distress:now'
  | 'distress:later'
  | 'distress:no'
  | 'distress:danger'
  | 'distress:body'
  | 'distress:resume';

/**
 * `/sos`, and the answers to what the edge recognised in typed words. All of it needs neither
 * memory nor database: the directory is in memory, the country known or asked on the spot.
 */
export function createCrisisFlow({ services, today, visibility }: HandlerDependencies): Flow<Routes> {
  const helpIn = (place: Whereabouts | null) => crisisHelp(services(), place, today(), visibility);

  /** A screen for the place of which we know. */
  const here =
    (render: (ctx: BotContext, place: Whereabouts | null, help: ReturnType<typeof helpIn>) => Screen) =>
    (ctx: BotContext) => {
      const place = ctx.settings?.country ?? null;
      return render(ctx, place, helpIn(place));
    };

  return {
    commands: { sos: { name: 'sos:open', args: {} } },
    routes: {
      'sos:open': here((ctx, place, help) => renderCrisisHelp(ctx.words, place, help, dataUnderWay(ctx))),
      'sos:in': (ctx, { place }) => renderCrisisHelp(ctx.words, place, helpIn(place), dataUnderWay(ctx)),
      'sos:traces': ({ words }, { place }) => renderTraces(words, place),
      'sos:which': ({ words }, { place }) => renderWhich(words, place, helpIn(place)),
      'sos:wrong': async (ctx, { place, service: id }) => {
        const line = shownLines(helpIn(place)).find(({ service }) => service.id === id);
        if (line) ctx.noteWrongContact(line.service.organization.id);
        ctx.answer(ctx.words.plain('crisis.wrongThanks'));
        await ctx.goTo('sos:in', { place });
        return undefined;
      },
      'distress:question': (ctx) => renderQuestion(ctx.words, ctx.isTidied || ctx.callbackQuery !== undefined),
      'distress:now': here(({ words }, place, help) => renderNow(words, place, help)),
      'distress:later': here(({ words }, place, help) => renderLater(words, place, help)),
      'distress:no': here(({ words }, place, help) => renderAccepted(words, place, help)),
      'distress:danger': here(({ words }, place, help) => renderEmergency(words, 'danger', place, help)),
      'distress:body': here(({ words }, place, help) => renderEmergency(words, 'body', place, help)),
      'distress:resume': async (ctx) => {
        const { name, args } = wayBack(ctx);
        await ctx.goTo(name, args as never);
        return undefined;
      },
    },
  };
}
