import type { Words } from '../../locales/index.ts';
import { type Arguments, open } from '../callback-data.ts';
import { countryButtons, footer, languageButtons } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** Asks for the language, each named in itself. */
export function renderLanguageQuestion(words: Words): Screen {
  return {
    first: words.text('settings.first'),
    body: [`<b>${words.text('settings.askLanguage')}</b>`],
    keyboard: [...languageButtons((language) => open('language:set', { language })), footer(words)],
  };
}

/** Asks where the person is now, then leads on to `next`. */
export function renderCountryQuestion(words: Words, next: Arguments<'country:ask'>['next']): Screen {
  return {
    first: words.text('settings.first'),
    body: [`<b>${words.text('settings.askCountry')}</b>`],
    keyboard: [...countryButtons(words, (country) => open('country:set', { country, next })), footer(words)],
  };
}
