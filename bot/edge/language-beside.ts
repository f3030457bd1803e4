import { isLanguage } from '../../domain/language.ts';
import type { Transport } from '../channels/channel.ts';

/**
 * Takes the language off each call, where handlers have marked it (`languageMark`), and tells it beside the call: the
 * Bot API has no such field. It says no more than the words themselves do.
 */
export const languageBeside =
  (transport: Transport): Transport =>
  (method, { language, ...payload }, circumstances) =>
    transport(
      method,
      payload,
      circumstances && typeof language === 'string' && isLanguage(language)
        ? { ...circumstances, language }
        : circumstances,
    );
