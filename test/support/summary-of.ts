import type { IncidentReport } from '../../domain/incident-report/incident-report.ts';
import { policeWord } from '../../handlers/contact-lines.ts';
import type { TextKey, Words } from '../../locales/index.ts';
import { plainOf } from './scripted-chat.ts';

/** What somebody chose in the form: a report whose effects are not yet sifted, and whose reader bears a name. */
export interface Chosen extends Omit<IncidentReport, 'recipient'> {
  readonly reader: string | null;
}

const tellingWithAnArea = ['E04', 'E05'];

/** The lines by which a summary says exactly this, in order; worked out apart from the form itself. */
export function summaryOf(words: Words, chosen: Chosen): string[] {
  const { country, area, types, mainType, perpetrators, when, setting, effects, forSomebodyElse, reader } = chosen;
  const nameOf = (code: string) => words.plain(`incident.${code}` as TextKey, policeWord(country));
  const line = (key: TextKey, value: string) => [plainOf(words.text(key, { value }))];
  const listed = (key: TextKey, codes: readonly string[]) =>
    codes.length === 0 ? [] : line(key, codes.map(nameOf).join(', '));
  const one = (key: TextKey, code: string) => (code === 'not_said' ? [] : line(key, nameOf(code)));
  const isHeldBack = (effect: string) =>
    tellingWithAnArea.includes(effect) && area !== 'country_only' && area !== 'not_said';
  const place = words.plain(`places.${country}`);
  const placeLine = {
    not_said: `${place} (${words.plain('report.unsaid')})`,
    country_only: `${place} (${words.plain('report.wholeCountry')})`,
  };
  return [
    ...line('report.lineReader', reader ?? words.plain('report.nobody')),
    ...line(
      'report.linePlace',
      area === 'not_said' || area === 'country_only' ? placeLine[area] : `${place}, ${words.plain(`areas.${area}`)}`,
    ),
    ...(types.length === 0 ? line('report.lineWhat', words.plain('report.unsaid')) : []),
    ...listed('report.lineWhat', types),
    ...(types.length > 1 ? one('report.lineMain', mainType) : []),
    ...listed('report.lineWho', perpetrators),
    ...one('report.lineWhen', when),
    ...one('report.lineSetting', setting),
    ...listed(
      'report.lineEffects',
      effects.filter((effect) => !isHeldBack(effect)),
    ),
    ...listed('report.lineKeptBack', effects.filter(isHeldBack)),
    ...(forSomebodyElse ? [plainOf(words.text('report.lineOther'))] : []),
  ];
}

/** The lines between the first one of a summary and "nothing is kept yet"; empty where none stands there. */
export function summaryOn(screen: string, words: Words): string[] {
  const lines = screen.split('\n');
  const end = lines.indexOf(words.plain('report.notKeptYet'));
  return lines.slice(0, Math.max(end, 0)).filter((line) => line !== '' && line !== words.plain('report.summaryFirst'));
}
