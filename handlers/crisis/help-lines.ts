import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp, CrisisLine } from '../../domain/crisis.ts';
import type { Warning } from '../../domain/referral.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { contactLine, contactText, policeWord } from '../contact-lines.ts';
import { hoursLine } from '../opening-hours.ts';

/** On a crisis screen only what changes whether one calls; the rest stands with the entry. */
const worthSayingNow = [
  'works_with_police',
  'calls_recorded',
  'may_send_emergency',
  'child_protection_duty',
  'for_children',
  'handling_criticised',
] as const satisfies readonly Warning[];

/** The country's lines that may be shown, or one plain sentence that there is none, and what is left. */
export function nationalLines(words: Words, place: Whereabouts | null, help: CrisisHelp): readonly string[] {
  if (place === null || place === 'INT') return [];
  const named = { place: words.plain(`places.${place}`) };
  return help.lines.length > 0
    ? [words.text('crisis.lines', named), ...help.lines.flatMap((line) => entryLines(words, line, place))]
    : [words.text('crisis.noLine', named), words.text('crisis.instead')];
}

/** The emergency numbers on one line, ambulance first, police last. */
export function emergencyNumbers(words: Words, place: Whereabouts | null, help: CrisisHelp): readonly string[] {
  if (place === null || help.emergency.length === 0) return [];
  return [
    words.text('crisis.emergency', { place: words.plain(`places.${place}`) }),
    ...help.emergency.map((line) => `📞 ${line.contacts.map((shown) => contactText(words, shown, place)).join(' · ')}`),
  ];
}

/** The international directories of helplines. */
export function internationalLines(words: Words, place: Whereabouts | null, help: CrisisHelp): readonly string[] {
  if (help.international.length === 0) return [];
  return [words.text('crisis.international'), ...help.international.flatMap((line) => entryLines(words, line, place))];
}

/** That an emergency call may bring the police, where there is such a number at all. */
export function policeNote(words: Words, place: Whereabouts | null, help: CrisisHelp): readonly string[] {
  return help.emergency.length > 0 ? [words.text('crisis.mayBring', policeWord(place))] : [];
}

function entryLines(words: Words, line: CrisisLine, place: Whereabouts | null): readonly string[] {
  const { service, contacts } = line;
  const warnings = worthSayingNow
    .filter((warning) => service.warnBefore.includes(warning))
    .map((warning) => words.text(`warnings-short.${warning}`, policeWord(place)));
  return [
    escapeHtml(service.organization.name[words.language]),
    ...contacts.map((shown) => contactLine(words, shown, place)),
    // Nobody should call a line that is closed now, and give up.
    ...(service.hours && !('always' in service.hours) ? [hoursLine(words, service.hours)] : []),
    ...(warnings.length > 0 ? [`⚠️ ${warnings.join(' · ')}`] : []),
  ];
}
