import { renderAbout, renderAboutPage } from '../../../../handlers/about/render.ts';
import { renderClearQuestion, renderTryAgain } from '../../../../handlers/clear/render.ts';
import { renderFailure } from '../../../../handlers/errors.ts';
import { footer } from '../../../../handlers/keyboards.ts';
import { renderMenu } from '../../../../handlers/menu/render.ts';
import { renderClearingOf } from '../../../../handlers/my-booking/render.ts';
import { withNotice } from '../../../../handlers/screen.ts';
import { renderCountryQuestion, renderLanguageQuestion } from '../../../../handlers/settings/render.ts';
import { renderCountryStep, renderLanguageStep, renderWelcome } from '../../../../handlers/start/render.ts';
import type { TextKey, Words } from '../../../../locales/index.ts';
import { bookExamples } from './book.ts';
import { crisisExamples } from './crisis.ts';
import { type Example, examplesOf } from './example.ts';
import { helpExamples } from './help.ts';
import { myBookingExamples } from './my-booking.ts';
import { reportExamples } from './report.ts';
import { tipsExamples } from './tips.ts';

const notices = ['text', 'edit', 'voice', 'picture', 'location', 'contact', 'other', 'undeleted'] as const;

/** A handful of screens of every flow, by the very functions that the bot uses. */
export function exampleScreens(words: Words): readonly Example[] {
  const menu = renderMenu(words, 'KG', true);
  const noticed = (line: TextKey) => withNotice(menu, { first: words.text('anything.first'), line: words.text(line) });
  return [
    ...examplesOf('start', [
      renderLanguageStep(words),
      renderCountryStep(words),
      renderWelcome(words, false),
      renderWelcome(words, true),
    ]),
    ...examplesOf('menu', [menu, renderMenu(words, null, false)]),
    ...examplesOf('settings', [renderLanguageQuestion(words), renderCountryQuestion(words, 'menu')]),
    ...examplesOf('about', [
      renderAbout(words, false),
      renderAbout(words, true),
      ...(['readers', 'kept', 'phone', 'authors'] as const).map((page) => renderAboutPage(words, page)),
    ]),
    ...crisisExamples(words),
    ...helpExamples(words),
    ...tipsExamples(words),
    ...myBookingExamples(words),
    ...bookExamples(words),
    ...reportExamples(words),
    ...examplesOf('clear', [
      renderClearQuestion(words, []),
      renderClearQuestion(words, [renderClearingOf(words)]),
      renderTryAgain(words),
    ]),
    ...examplesOf('errors', [
      renderFailure(words, 'menu:open'),
      renderFailure(words, 'menu:open', true),
      noticed('errors.oldButton'),
    ]),
    ...examplesOf('anything', [
      ...notices.map((kind) => noticed(`anything.${kind}`)),
      { first: words.text('anything.stale'), body: [], keyboard: [footer(words)] },
    ]),
  ];
}
