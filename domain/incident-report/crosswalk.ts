import type { CoarseTime, Effect, IncidentType, Perpetrator, Setting } from './vocabulary.ts';

/** A code in words for documentation, and the category of REAct that it belongs to. */
export interface Category {
  readonly words: string;
  /** As published in summaries of REAct. Null: no published word fits; the gap is left open on purpose. */
  readonly react: string | null;
}

/** Every code that an organisation's reader prints. People who report see other words, of `locales`. */
export type DocumentedCode = IncidentType | Perpetrator | Setting | CoarseTime | Effect;

const named = (words: string, react: string | null = null): Category => ({ words, react });

/**
 * The crosswalk to REAct, the monitoring system of the Alliance for Public Health: violations by what
 * happened, perpetrators by who did it. Settings, times and effects have no category there. Published
 * summaries do not show the whole code list: compare with it before figures are sent on.
 */
export const crosswalk: Readonly<Record<DocumentedCode, Category>> = {
  V01: named('money demanded or taken', 'police abuse'),
  V02: named('held without reason', 'arbitrary detention'),
  V03: named('threats or blackmail'),
  V04: named('outed, or pictures taken', 'breach of confidentiality'),
  V05: named('humiliation or insults', 'cruel, inhuman or degrading treatment'),
  V06: named('beating or force', 'excessive force'),
  V07: named('sexual violence', 'sexual violence'),
  V08: named('search, entry or phone taken'),
  V09: named('forced to sign or to inform'),
  V10: named('forced test, or condoms taken', 'denial or coercion in health care'),
  V11: named('police refused to help', 'failure to respond'),
  V12: named('papers, or threat of deportation'),
  V98: named('something else'),
  P01: named('police in uniform', 'police'),
  P02: named('police without uniform', 'police'),
  P03: named('another force of the state', 'police'),
  P04: named('said that they were police', 'police'),
  P05: named('health or state office', 'healthcare; state services'),
  P06: named('a client', 'individuals'),
  P07: named('a partner or the family', 'individuals'),
  P08: named('a manager or landlord', 'individuals'),
  P09: named('a stranger or a group', 'individuals'),
  P97: named('not known'),
  S01: named('street or road'),
  S02: named('flat or home'),
  S03: named('hotel, sauna or salon'),
  S04: named('car'),
  S05: named('police station'),
  S06: named('cell, prison or closed place'),
  S07: named('border or migration office'),
  S08: named('clinic or hospital'),
  S09: named('phone or internet'),
  S98: named('another place'),
  T1: named('in the three months before the report'),
  T2: named('earlier in that year'),
  T3: named('in the year before'),
  T4: named('before that'),
  E00: named('nothing'),
  E01: named('fear, bad sleep, distress'),
  E02: named('bruises, pain, wounds'),
  E03: named('serious injury'),
  E04: named('the neck was squeezed'),
  E05: named('a risk of HIV, STI or pregnancy'),
  E06: named('money or things lost'),
  E07: named('home lost, or had to move'),
  E08: named('work or income lost'),
  E09: named('others found out'),
  E10: named('trouble about children'),
  E11: named('fine, court, record'),
  E12: named('avoids clinic or condoms'),
};
