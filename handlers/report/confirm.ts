import { onlyCounted, recipientOf, reportFrom } from '../../domain/incident-report/draft.ts';
import { confirmWithinMinutes, type FormState } from '../../domain/incident-report/form.ts';
import { minuteOf, minutesSince } from '../../domain/incident-report/form-bytes.ts';
import { withoutTellingEffects } from '../../domain/incident-report/incident-report.ts';
import { encodeTicket } from '../../domain/incident-report/ticket.ts';
import { type BotContext, chatOf, type HandlerDependencies, type Notice } from '../context.ts';
import type { Screen } from '../screen.ts';
import type { FormScreens } from './form-screens.ts';
import { codeAlert } from './receipt-screens.ts';
import { renderGone } from './render-form.ts';

/**
 * Confirms a report: nothing is shown as saved before it stands on disk. Whatever is not saved says so,
 * and leads back to the answers.
 */
export function createConfirmation(dependencies: HandlerDependencies, form: FormScreens) {
  const { reports, now } = dependencies;
  const { desk, limits, seal } = reports;

  return async (ctx: BotContext, state: FormState): Promise<Screen | undefined> => {
    const { nonce, draft } = state;
    const chat = chatOf(ctx);
    const notSaved = async (notice: Notice, change: Partial<FormState> = {}): Promise<undefined> => {
      ctx.notice = notice;
      await ctx.goTo('report:go', { form: form.seal(chat, { ...state, ...change }) });
    };

    if (minutesSince(state.minute, now()) > confirmWithinMinutes) {
      return notSaved({ first: 'report.staleFirst', line: 'report.stale' });
    }
    const { country } = draft;
    if (country === null) return renderGone(ctx.words);
    const readers = await desk.openForCountry(country);
    const chooseAgain = () =>
      notSaved(
        { first: 'report.staleFirst', line: 'report.noKey' },
        { draft: { ...draft, recipientTag: onlyCounted }, place: { ...state.place, step: 'scope', isEditing: true } },
      );
    const report = reportFrom({ ...draft, country }, readers);
    if (!report.ok) return chooseAgain();

    const wish = { chat, nonce, forSomebodyElse: draft.forSomebodyElse };
    const allowed = limits.check(wish);
    if (allowed.kind !== 'pass') return notSaved({ ...refusals[allowed.kind], values: { count: allowed.count } });

    const saved = await desk.confirm(withoutTellingEffects(report.value), nonce);
    if (!saved.ok) {
      if (saved.error === 'no_valid_key') return chooseAgain();
      return { ...renderGone(ctx.words), body: [ctx.words.text('report.withdrawn')] };
    }
    limits.note(wish);
    const { code } = saved.value;
    const ticket = encodeTicket({
      code,
      minute: minuteOf(now()),
      isReadable: draft.recipientTag !== onlyCounted,
      isExample: recipientOf(draft.recipientTag, readers)?.isExample ?? false,
    });
    ctx.answer(codeAlert(ctx.words, code), { isAlert: true });
    await ctx.goTo('report:done', { ticket: seal.seal('ticket', chat, ticket) });
    return undefined;
  };
}

const refusals = {
  cap: { first: 'report.capFirst', line: 'report.cap' },
  wait: { first: 'report.slowFirst', line: 'report.slow' },
} as const;
