import type { Whereabouts } from '../../domain/country.ts';
import { crisisHelp } from '../../domain/crisis.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Flow } from '../flow.ts';
import type { Screen } from '../screen.ts';
import { dataUnderWay, wayBack } from '../way-back.ts';
import { renderCrisisHelp, renderTraces } from './render.ts';
import {
  type DistressView,
  renderAccepted,
  renderEmergency,
  renderLater,
  renderNow,
  renderQuestion,
} from './render-distress.ts';
import { renderWhich, shownLines } from './render-which.ts';
import { typedWords, withLeftWords } from './typed-words.ts';

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
  const here = (render: (view: DistressView, ctx: BotContext) => Screen) => (ctx: BotContext) => {
    const place = ctx.settings?.country ?? null;
    return render({ words: ctx.words, place, help: helpIn(place), typed: typedWords(ctx) }, ctx);
  };

  return {
    commands: { sos: { name: 'sos:open', args: {} } },
    routes: {
      'sos:open': here(({ words, place, help }, ctx) =>
        withLeftWords(ctx, renderCrisisHelp(words, place, help, dataUnderWay(ctx))),
      ),
      'sos:in': (ctx, { place }) =>
        withLeftWords(ctx, renderCrisisHelp(ctx.words, place, helpIn(place), dataUnderWay(ctx))),
      'sos:traces': (ctx, { place }) => withLeftWords(ctx, renderTraces(ctx.words, place)),
      'sos:which': (ctx, { place }) => withLeftWords(ctx, renderWhich(ctx.words, place, helpIn(place))),
      'sos:wrong': async (ctx, { place, service: id }) => {
        const line = shownLines(helpIn(place)).find(({ service }) => service.id === id);
        if (line) ctx.noteWrongContact(line.service.organization.id);
        ctx.answer(ctx.words.plain('crisis.wrongThanks'));
        await ctx.goTo('sos:in', { place });
        return undefined;
      },
      'distress:question': here(renderQuestion),
      'distress:now': here(renderNow),
      'distress:later': here(renderLater),
      'distress:no': here(renderAccepted),
      'distress:danger': here((view) => renderEmergency('danger', view)),
      'distress:body': here((view) => renderEmergency('body', view)),
      'distress:resume': async (ctx) => {
        const { name, args } = wayBack({ name: 'distress:resume', args: {} }, ctx);
        await ctx.goTo(name, args as never);
        return undefined;
      },
    },
  };
}
