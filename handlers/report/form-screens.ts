import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { FormState } from '../../domain/incident-report/form.ts';
import { decodeForm, encodeForm, minuteOf } from '../../domain/incident-report/form-bytes.ts';
import { isLanguage } from '../../domain/language.ts';
import type { ReportReader } from '../../domain/report-desk.ts';
import { open } from '../callback-data.ts';
import { type BotContext, chatOf, type HandlerDependencies } from '../context.ts';
import type { Screen } from '../screen.ts';
import type { FormView, NamedReader } from './form-view.ts';
import { renderForm } from './render-form.ts';

export interface FormScreens {
  /** The state in a button's data, or null when it cannot be opened in this chat. */
  open(chat: ChatAlias, sealed: string): FormState | null;
  seal(chat: ChatAlias, state: FormState): string;
  /** What a button of the form leads to: its screen, after the language was changed or advice was given. */
  goOn(ctx: BotContext, state: FormState): Promise<Screen>;
  /** The screen of a state. Its buttons bear the minute of the state. */
  draw(ctx: BotContext, state: FormState): Promise<Screen>;
}

/** Opens what buttons of the form carry, and draws its screens. */
export function createFormScreens({ reports, services, now }: HandlerDependencies): FormScreens {
  const nameOf = ({ words }: BotContext, { organisation, isExample }: ReportReader): string => {
    if (isExample) return words.plain('report.exampleName');
    const entry = services().find(({ organization }) => organization.id === organisation);
    return entry?.organization.shortName[words.language] ?? organisation;
  };

  async function readersFor(ctx: BotContext, { draft }: FormState): Promise<readonly NamedReader[]> {
    const readers = draft.country ? await reports.desk.openForCountry(draft.country) : [];
    return readers.map((reader) => ({ ...reader, name: nameOf(ctx, reader) }));
  }

  const sealState = (chat: ChatAlias, state: FormState) => reports.seal.seal('form', chat, encodeForm(state));

  async function draw(ctx: BotContext, state: FormState): Promise<Screen> {
    const chat = chatOf(ctx);
    const seal = (change: Partial<FormState>) => sealState(chat, { ...state, aside: null, ...change });
    const view: FormView = {
      words: ctx.words,
      state,
      readers: await readersFor(ctx, state),
      go: (draft, place, aside = null) => open('report:go', { form: seal({ draft, place, aside }) }),
      send: () => open('report:send', { form: seal({}) }),
    };
    return renderForm(view, open('report:sos', { form: seal({}) }));
  }

  return {
    open(chat, sealed) {
      const plain = reports.seal.open('form', chat, sealed);
      return plain && decodeForm(plain);
    },
    seal: sealState,
    draw,
    async goOn(ctx, state) {
      const { aside } = state;
      if (aside === 'neck') ctx.answer(ctx.words.plain('report.alertNeck'), { isAlert: true });
      if (aside === 'risk') ctx.answer(ctx.words.plain('report.alertRisk'), { isAlert: true });
      if (aside !== null && isLanguage(aside)) {
        await ctx.remember({ language: aside, country: ctx.settings?.country ?? null });
      }
      return draw(ctx, { ...state, minute: minuteOf(now()), aside: aside === 'language' ? aside : null });
    },
  };
}
