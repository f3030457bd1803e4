import { areasOf } from '../../domain/area.ts';
import { countries } from '../../domain/country.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../domain/incident-report/vocabulary.ts';
import { policeWord } from '../../handlers/contact-lines.ts';
import type { TextKey, Words } from '../../locales/index.ts';
import type { Chosen } from './summary-of.ts';

/** What a screen of the form asks, by the text that stands on it. */
export const questions = [
  'report.askWho',
  'report.askCountry',
  'report.askScope',
  'report.askGroup',
  'report.askArea',
  'report.askWhat',
  'report.askMain',
  'report.askPerson',
  'report.askWhen',
  'report.askSetting',
  'report.askEffects',
  'report.askChange',
  'report.notKeptYet',
  'medical.soon',
] as const satisfies readonly TextKey[];
export type Question = (typeof questions)[number];

/** The form as a person has it before them. */
interface Form {
  readonly words: Words;
  readonly chosen: Chosen;
  /** The names of those who may read, as `words` say them. */
  readonly readers: readonly string[];
}

const inOrder = <T>(list: readonly T[], chosen: readonly T[]) => list.filter((one) => chosen.includes(one));

function toggled<T>(list: readonly T[], chosen: readonly T[], one: T, alone: T | null): readonly T[] {
  if (chosen.includes(one)) return chosen.filter((other) => other !== one);
  if (one === alone) return [one];
  return inOrder(list, [...chosen.filter((other) => other !== alone), one]);
}

/** What the label answers to the question, or nothing for a button that only leads on. */
export function answered(asked: Question, label: string, { words, chosen, readers }: Form): Partial<Chosen> {
  const isKey = (key: string) => words.plain(key as TextKey) === label;
  const codeOf = <T extends string>(codes: readonly T[]) =>
    codes.find((code) => words.plain(`incident.${code}` as TextKey, policeWord(chosen.country)) === label);
  const oneOf = <T extends string>(codes: readonly T[]): T | 'not_said' | undefined =>
    isKey('report.notSay') ? 'not_said' : codeOf(codes);
  switch (asked) {
    case 'report.askWho':
      return { forSomebodyElse: isKey('report.somebodyElse') };
    case 'report.askCountry': {
      const country = countries.find((code) => isKey(`places.${code}`)) ?? chosen.country;
      return country === chosen.country ? {} : { country, reader: null, area: 'not_said' };
    }
    case 'report.askScope':
      if (isKey('report.onlyCount')) return { reader: null };
      return readers.includes(label) ? { reader: label } : {};
    case 'report.askGroup':
    case 'report.askArea': {
      if (isKey('report.countryOnly')) return { area: 'country_only' };
      if (isKey('report.notSay')) return { area: 'not_said' };
      const area = areasOf(chosen.country).find((code) => isKey(`areas.${code}`));
      return area && asked === 'report.askArea' ? { area } : {};
    }
    case 'report.askWhat': {
      const type = codeOf(incidentTypes);
      if (!type) return {};
      const types = toggled(incidentTypes, chosen.types, type, null);
      const { mainType } = chosen;
      return { types, mainType: mainType !== 'not_said' && types.includes(mainType) ? mainType : 'not_said' };
    }
    case 'report.askMain': {
      const mainType = oneOf(chosen.types);
      return mainType ? { mainType } : {};
    }
    case 'report.askPerson': {
      const one = codeOf(perpetrators);
      return one ? { perpetrators: toggled(perpetrators, chosen.perpetrators, one, 'P97') } : {};
    }
    case 'report.askEffects': {
      const one = codeOf(effects);
      return one ? { effects: toggled(effects, chosen.effects, one, 'E00') } : {};
    }
    case 'report.askWhen': {
      const when = oneOf(times);
      return when ? { when } : {};
    }
    case 'report.askSetting': {
      const setting = oneOf(settings);
      return setting ? { setting } : {};
    }
    default:
      return {};
  }
}
