import { Command } from 'commander';
import type { Directions } from '../../../db/counselling/sealed-content.ts';
import {
  type Counsellor,
  type HourRules,
  parseCounsellorId,
  usualHourRules,
} from '../../../domain/booking/counsellor.ts';
import { parseTimeZone } from '../../../domain/booking/time-zone.ts';
import { companions, topics, type Way, ways } from '../../../domain/booking/wish.ts';
import { countries, whereabouts } from '../../../domain/country.ts';
import type { Localized } from '../../../domain/language.ts';
import { parseOrganisationId } from '../../../domain/organisation-id.ts';
import { CommandFault } from '../terminal.ts';

export interface CounsellorOptions {
  readonly organisation: string;
  readonly name: string;
  readonly zone: string;
  readonly country: string;
  readonly reach: string;
  readonly languages: string;
  readonly ways: string;
  readonly says: string;
  readonly topics: string;
  readonly buffer: string;
  readonly notice: string;
  readonly lateCancel: string;
  readonly directions?: string;
}

/** `zont hours counsellor`: its words and options. */
export function counsellorWords(): Command {
  const { bufferMinutes, noticeMinutes, lateCancelMinutes } = usualHourRules;
  return new Command('counsellor')
    .description('add a counsellor or a room, or change it; whatever can hold one hour at a time')
    .argument('<id>', 'small letters, digits, hyphens: room-1')
    .requiredOption('--organisation <id>', 'of which organisation')
    .requiredOption('--name <name>', 'as people see it; "Room 1" is a good one')
    .requiredOption('--zone <zone>', 'in which its hours are meant, such as Asia/Bishkek')
    .requiredOption('--country <code>', `where it sits: ${countries.join(' ')}`)
    .option('--reach <codes>', 'other countries that it serves online or by phone; INT: any', '')
    .requiredOption('--languages <codes>', 'two-letter codes: ru,ky')
    .requiredOption('--ways <ways>', ways.join(','))
    .option('--says <what>', 'what it says of itself: woman,trans_competent', '')
    .option('--topics <topics>', `only these: ${topics.join(',')}`, '')
    .option('--buffer <minutes>', 'between two hours', String(bufferMinutes))
    .option('--notice <hours>', 'how long before the beginning an hour can last be booked', String(noticeMinutes / 60))
    .option('--late-cancel <hours>', 'from when on cancelling is late', String(lateCancelMinutes / 60))
    .option('--directions <file>', 'how to get there: a JSON file, {"online": {"en": …, "ru": …, "ky": …}}');
}

/**
 * The counsellor that the options describe.
 * @throws CommandFault that names the option
 */
export function counsellorFrom(id: string, options: CounsellorOptions): Counsellor {
  return {
    id: parseCounsellorId(id) ?? refuse('id', 'small letters, digits and hyphens, at most 32'),
    organisation: parseOrganisationId(options.organisation) ?? refuse('--organisation', 'an id such as tais-plus'),
    displayName: options.name.trim().slice(0, 40) || refuse('--name', 'a name'),
    zone: parseTimeZone(options.zone) ?? refuse('--zone', 'a time zone that exists, such as Asia/Bishkek'),
    country: among(countries, [options.country], '--country')[0] ?? refuse('--country', 'a country'),
    reach: among(whereabouts, listOf(options.reach), '--reach'),
    languages: languageCodes(options.languages),
    ways: needed(among(ways, listOf(options.ways), '--ways'), '--ways'),
    companions: among(companions, listOf(options.says), '--says').filter((one) => one !== 'any'),
    topics: among(topics, listOf(options.topics), '--topics'),
    rules: rulesFrom(options),
  };
}

/** The file of directions: for each way a text in every language. */
export function directionsFrom(file: Buffer): Directions {
  const refuseFile = () => refuse('--directions', '{"online": {"en": "…", "ru": "…", "ky": "…"}}');
  let parsed: unknown;
  try {
    parsed = JSON.parse(file.toString('utf8'));
  } catch {
    return refuseFile();
  }
  if (typeof parsed !== 'object' || parsed === null) return refuseFile();
  const texts = Object.entries(parsed);
  return texts.every(([way, text]) => (ways as readonly string[]).includes(way) && isLocalized(text))
    ? (Object.fromEntries(texts) as Record<Way, Localized>)
    : refuseFile();
}

function isLocalized(value: unknown): value is Localized {
  const { en, ru, ky } = (value ?? {}) as Partial<Localized>;
  return [en, ru, ky].every((text) => typeof text === 'string' && text.trim() !== '' && text.length <= 600);
}

function rulesFrom({ buffer, notice, lateCancel }: CounsellorOptions): HourRules {
  const within = (value: string, most: number, option: string) => {
    const number = Number(value);
    return number >= 0 && number <= most ? number : refuse(option, `a number from 0 to ${most}`);
  };
  return {
    bufferMinutes: Math.round(within(buffer, 240, '--buffer')),
    noticeMinutes: Math.round(within(notice, 336, '--notice') * 60),
    lateCancelMinutes: Math.round(within(lateCancel, 336, '--late-cancel') * 60),
  };
}

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

function among<T extends string>(known: readonly T[], given: readonly string[], option: string): readonly T[] {
  const found = known.filter((one) => given.includes(one));
  return found.length === new Set(given).size ? found : refuse(option, known.join(', '));
}

function languageCodes(text: string): readonly string[] {
  const codes = listOf(text.toLowerCase());
  return needed(codes, '--languages').every((code) => /^[a-z]{2}$/.test(code))
    ? codes
    : refuse('--languages', 'two-letter codes such as ru,ky');
}

const needed = <T>(list: readonly T[], option: string) => (list.length > 0 ? list : refuse(option, 'at least one'));

function refuse(option: string, expected: string): never {
  throw new CommandFault(`${option}: expected ${expected}.`);
}
