import { emptyDraft, recipientTag } from '../../../../domain/incident-report/draft.ts';
import { type FormState, formStart, formSteps } from '../../../../domain/incident-report/form.ts';
import { effects, incidentTypes, perpetrators } from '../../../../domain/incident-report/vocabulary.ts';
import type { OrganisationAnswer } from '../../../../domain/organisation-answer.ts';
import type { OrganisationId } from '../../../../domain/organisation-id.ts';
import type { ReceiptCode } from '../../../../domain/receipt-code.ts';
import { renderClosed, renderLimited, renderPad } from '../../../../handlers/code-entry.ts';
import {
  padLines,
  renderFound,
  renderSure,
  renderUnknown,
  renderWithdrawn,
} from '../../../../handlers/receipt/render.ts';
import type { FormView } from '../../../../handlers/report/form-view.ts';
import { renderMedical } from '../../../../handlers/report/medical.ts';
import { renderAfter, renderDone } from '../../../../handlers/report/render-after.ts';
import { renderForm, renderGone } from '../../../../handlers/report/render-form.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';

const organisation = 'example' as OrganisationId;
const leadsOn = 'menu:open';
const told: FormState['draft'] = {
  ...emptyDraft('KG'),
  recipientTag: recipientTag(organisation),
  area: 'KG-GB',
  types: incidentTypes,
  mainType: 'V01',
  perpetrators: perpetrators.filter((one) => one !== 'P97'),
  when: 'T1',
  setting: 'S01',
  effects: effects.filter((effect) => effect !== 'E00'),
  forSomebodyElse: true,
};

/** The form with everything told and with nothing, what comes after it, and the way back by a code. */
export function reportExamples(words: Words): readonly Example[] {
  const form = (place: Partial<FormState['place']>, draft: FormState['draft'], readers: FormView['readers']) => {
    const state = { nonce: new Uint8Array(16), minute: 0, draft, place: { ...formStart, ...place }, aside: null };
    return renderForm({ words, state, readers, go: () => leadsOn, send: () => leadsOn }, leadsOn);
  };
  const reader = { organisation, isExample: true, name: words.plain('report.exampleName') };
  const code = '0000000000000000' as ReceiptCode;
  const done = (isReadable: boolean) =>
    renderDone(words, { code, minute: 0, isReadable, isExample: isReadable }, '-'.repeat(52));
  const nothingStays = { mayBeRead: false, isPublished: false };
  const muchStays = { mayBeRead: true, isPublished: true };
  return [
    ...examplesOf('report', [
      ...formSteps.map((step) => form({ step }, told, [reader])),
      ...formSteps.map((step) => form({ step }, emptyDraft('RU'), [])),
      form({ step: 'summary' }, { ...emptyDraft('KG'), area: 'country_only' }, []),
      form({ step: 'area', areaPage: 1 }, emptyDraft('KZ'), []),
      renderGone(words),
      done(true),
      done(false),
      renderAfter(words, 'KG'),
    ]),
    ...examplesOf('medical', [renderMedical(words, 'KG'), renderMedical(words, 'DE')]),
    ...examplesOf('receipt', [
      renderPad(words, { flow: 'code', lines: padLines(words, true), length: 16, digits: '12345' }),
      renderUnknown(words),
      renderLimited(words, 'code'),
      renderFound(words, { answers: ['…' as OrganisationAnswer, null], remains: muchStays }, true),
      renderFound(words, { answers: [], remains: nothingStays }, false),
      renderSure(words, muchStays),
      renderSure(words, nothingStays),
      renderWithdrawn(words, muchStays),
      renderClosed(words),
    ]),
  ];
}
