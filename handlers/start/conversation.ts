import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Language } from '../../domain/language.ts';
import { type TextKey, type Words, wordsIn } from '../../locales/index.ts';
import { parseRoute, type Route } from '../callback-data.ts';
import type { BotContext } from '../context.ts';
import { type Screen, show, withNotice } from '../screen.ts';
import { renderCountryStep, renderLanguageStep, renderWelcome } from './render.ts';

/**
 * Raised in the same commit as any change to the order of questions or calls below: a stored
 * conversation of another version is dropped, and the person begins anew.
 */
export const startVersion = 2;

export interface StartArguments {
  /** In which language to ask for the language. */
  readonly hint: Language;
  /** What has just happened, said above the first question. */
  readonly notice: { readonly first: TextKey; readonly line: TextKey } | null;
  readonly isPreview: boolean;
}

type StartConversation = Conversation<BotContext, Context>;
type StartRoute<N extends string> = Extract<Route, { name: `start:${N}` }>;

/** `/start`: language → country → the privacy sentence and the ways on. */
export async function startConversation(
  conversation: StartConversation,
  ctx: Context,
  { hint, notice, isPreview }: StartArguments,
): Promise<void> {
  const words = wordsIn(hint);
  const firstStep = renderLanguageStep(words);
  const said = notice && { first: words.text(notice.first), line: words.text(notice.line) };
  await show(ctx, said ? withNotice(firstStep, said) : firstStep, words);

  const beforeLanguage = conversation.checkpoint();
  const [languageCtx, { args: chosen }] = await pressOf(conversation, { screen: firstStep, words }, ['language']);
  // At once: whoever now asks for help instead of answering is to be understood.
  await conversation.external((outside) => outside.remember({ language: chosen.language, country: null }));
  const chosenWords = wordsIn(chosen.language);
  const secondStep = renderCountryStep(chosenWords);
  await show(languageCtx, secondStep, chosenWords);

  const second = { screen: secondStep, words: chosenWords };
  const [countryCtx, answer] = await pressOf(conversation, second, ['country', 'back']);
  if (answer.name === 'start:back') {
    await show(countryCtx, firstStep, words);
    return conversation.rewind(beforeLanguage);
  }
  const settings = { language: chosen.language, country: answer.args.country };
  await conversation.external((outside) => outside.remember(settings));
  await show(countryCtx, renderWelcome(chosenWords, isPreview), chosenWords);
}

/** Waits for one of the step's own buttons; any other press draws the step again. */
async function pressOf<N extends 'language' | 'country' | 'back'>(
  conversation: StartConversation,
  step: { readonly screen: Screen; readonly words: Words },
  actions: readonly N[],
): Promise<[Context, StartRoute<N>]> {
  const routeOf = (ctx: Context) => parseRoute(ctx.callbackQuery?.data ?? '');
  const isAwaited = (route: Route | null): route is StartRoute<N> =>
    actions.some((action) => route?.name === `start:${action}`);
  const ctx = await conversation.waitUntil((next) => isAwaited(routeOf(next)), {
    otherwise: (next) => show(next, step.screen, step.words),
  });
  const route = routeOf(ctx);
  if (!isAwaited(route)) throw new Error('the awaited press was not one');
  return [ctx, route];
}
