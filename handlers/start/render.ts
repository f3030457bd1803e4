import { languages } from '../../domain/language.ts';
import { type Words, wordsIn } from '../../locales/index.ts';
import { open } from '../callback-data.ts';
import { button, countryButtons, footer, languageButtons } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** The first question, in every language, since the person's own is not known yet. */
export function renderLanguageStep(hint: Words): Screen {
  const others = languages.filter((language) => language !== hint.language).map(wordsIn);
  return {
    first: hint.text('start.first'),
    body: [hint, ...others].map((words) => `<b>${words.text('start.askLanguage')}</b>`),
    keyboard: [
      ...languageButtons((language) => open('start:language', { language })),
      [button(hint.plain('common.sos'), 'sos:open', {})],
    ],
  };
}

/** Where the person is now. */
export function renderCountryStep(words: Words): Screen {
  return {
    first: words.text('start.first'),
    body: [`<b>${words.text('start.askCountry')}</b>`, words.text('start.whyCountry')],
    keyboard: [
      ...countryButtons(words, (country) => open('start:country', { country })),
      [button(words.plain('common.back'), 'start:back', {}), button(words.plain('common.sos'), 'sos:open', {})],
    ],
  };
}

/** One honest sentence about privacy, and the way on. */
export function renderWelcome(words: Words, isPreview: boolean): Screen {
  return {
    first: words.text('start.done'),
    body: [words.text(isPreview ? 'start.privacyPreview' : 'start.privacy')],
    keyboard: [
      [button(words.plain('start.openMenu'), 'menu:open', {})],
      [button(words.plain('menu.help'), 'help:open', {})],
      [button(words.plain('about.readers'), 'about:readers', {})],
      footer(words),
    ],
  };
}
