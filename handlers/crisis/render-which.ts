import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp, CrisisLine } from '../../domain/crisis.ts';
import type { Words } from '../../locales/index.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';
import { emergencyNumbers } from './help-lines.ts';

/** Asks which number does not work. Who comes here has just not got through: emergency numbers stay in sight. */
export function renderWhich(words: Words, place: Whereabouts, help: CrisisHelp): Screen {
  return {
    first: words.text('crisis.whichFirst'),
    body: [words.text('crisis.whichNext'), '', ...emergencyNumbers(words, place, help)],
    keyboard: [
      ...shownLines(help).map(({ service }) => [
        button(service.organization.shortName[words.language], 'sos:wrong', { place, service: service.id }),
      ]),
      [button(words.plain('common.back'), 'sos:in', { place })],
      footer(words),
    ],
  };
}

/** What stands on the crisis screen, in its order, each organisation once: what people say is counted for all of it. */
export function shownLines(help: CrisisHelp): readonly CrisisLine[] {
  const lines = [...help.lines, ...help.emergency, ...help.international];
  return [...new Map(lines.map((line) => [line.service.organization.id, line])).values()];
}
