import type { Language } from '../../../domain/language.ts';
import { reviewers } from '../../../locales/review-state.ts';
import type { SheetFile, SourceFile } from './sheet.ts';

const evidenceInWords: Readonly<Record<string, string>> = {
  seen: 'seen at the source',
  part: 'seen in part',
  low: 'weakly attested',
  own: 'our own words',
};

/** Who has read a file: `native 2026-11-22`, or that nobody has. */
export function reviewedInWords({ reviewedBy }: Pick<SourceFile, 'reviewedBy'>): string {
  const read = reviewers.flatMap((role) => (reviewedBy[role] ? [`${role} ${reviewedBy[role]}`] : []));
  return read.length > 0 ? `read by: ${read.join(', ')}` : 'only written, read by nobody';
}

/** What a card or an exercise rests on; empty for the interface. */
export function sourcesInWords({ sources, evidence }: SheetFile): string {
  if (sources.length === 0 && evidence === null) return '';
  const how =
    evidence === null ? [] : [`(evidence: ${evidence}, ${evidenceInWords[evidence] ?? 'no mark that we know'})`];
  return [sources.join('; '), ...how].join(' ');
}

/** Puts together what each language adds. */
export function inEachLanguage<T extends object>(languages: readonly Language[], add: (language: Language) => T): T {
  return Object.assign({}, ...languages.map(add)) as T;
}
