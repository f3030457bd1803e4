import type { Whereabouts } from '../../domain/country.ts';
import type { ReceiptTicket } from '../../domain/incident-report/ticket.ts';
import type { Words } from '../../locales/index.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';
import { helpButton } from './medical.ts';

/** It is saved: the code, what happens now, how long it may take. Nothing of the report itself. */
export function renderDone(words: Words, ticket: ReceiptTicket, sealedTicket: string): Screen {
  return {
    first: words.text('report.doneFirst'),
    body: [
      ...(ticket.isExample ? [words.text('report.exampleMark'), ''] : []),
      words.text('report.doneSaved'),
      '',
      words.text('report.doneCode'),
      words.text('report.doneWrite'),
      '',
      words.text(ticket.isReadable ? 'report.doneRead' : 'report.doneCounted'),
      words.text('report.doneApart'),
    ],
    keyboard: [
      [button(words.plain('report.showCode'), 'report:code', { ticket: sealedTicket })],
      [button(words.plain('report.goOn'), 'report:after', {})],
      footer(words),
    ],
  };
}

/** Help that fits, the same for everybody: it says nothing of what was told, or whether anything was. */
export function renderAfter(words: Words, place: Whereabouts | null): Screen {
  return {
    first: words.text('report.afterFirst'),
    body: [words.text('report.after')],
    keyboard: [
      [button(words.plain('report.medical'), 'report:medical', {})],
      [helpButton(words.plain('report.lawyer'), place, 'lawyer')],
      [helpButton(words.plain('report.talk'), place, 'talk')],
      [button(words.plain('menu.book'), 'book:open', {})],
      [helpButton(words.plain('report.peers'), place, 'peers')],
      [button(words.plain('report.tips'), 'tips:card', { situation: 'after_violence', index: 0 })],
      footer(words),
    ],
  };
}
