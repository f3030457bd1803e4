import { renderCrisisHelp, renderTraces } from '../../../../handlers/crisis/render.ts';
import {
  type DistressView,
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
  const inKyrgyzstan: DistressView = { words, place: 'KG', help: exampleHelp, typed: 'gone' };
  const nowhere: DistressView = { words, place: null, help: { ...exampleHelp, emergency: [] }, typed: 'gone' };
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
      renderQuestion(inKyrgyzstan),
      renderQuestion({ words, typed: 'left' }),
      renderNow({ ...inKyrgyzstan, typed: 'unknown' }),
      renderLater({ ...inKyrgyzstan, typed: 'unknown' }),
      renderAccepted({ ...nowhere, typed: 'unknown' }),
      renderEmergency('danger', inKyrgyzstan),
      renderEmergency('body', nowhere),
      renderEmergency('body', { ...nowhere, place: 'INT', typed: 'unknown' }),
    ]),
  ];
}
