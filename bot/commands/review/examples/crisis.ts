import { renderCrisisHelp, renderTraces } from '../../../../handlers/crisis/render.ts';
import {
  renderAccepted,
  renderEmergency,
  renderLater,
  renderNow,
  renderQuestion,
} from '../../../../handlers/crisis/render-distress.ts';
import { renderWhich } from '../../../../handlers/crisis/render-which.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';
import { exampleHelp, noHelp } from './people.ts';

/** Urgent help, and the answers to somebody in distress. */
export function crisisExamples(words: Words): readonly Example[] {
  return [
    ...examplesOf('crisis', [
      renderCrisisHelp(words, 'KG', exampleHelp, null),
      renderCrisisHelp(words, 'KG', noHelp, null),
      renderCrisisHelp(words, null, exampleHelp, 'menu:open'),
      renderTraces(words, 'KG'),
      renderTraces(words, 'DE'),
      renderWhich(words, 'KG', exampleHelp),
    ]),
    ...examplesOf('distress', [
      renderQuestion(words, true),
      renderQuestion(words, false),
      renderNow(words, 'KG', exampleHelp),
      renderLater(words, 'KG', exampleHelp),
      renderAccepted(words, null, exampleHelp),
      renderEmergency(words, 'danger', 'KG', exampleHelp),
      renderEmergency(words, 'body', null, exampleHelp),
    ]),
  ];
}
