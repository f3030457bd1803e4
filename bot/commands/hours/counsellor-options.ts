import { Command } from 'commander';
import type { CounsellorHours } from '../../../db/counselling/offering-desk.ts';
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
  readonly languages: string;
  readonly ways: string;
  readonly reach?: string;
  readonly says?: string;
  readonly topics?: string;
  readonly buffer?: string;
  readonly notice?: string;
  readonly lateCancel?: string;
  readonly directions?: string;
}

/** What is written in place of a list or a file to take away what stood there. */
const none = 'none';

/** `zont hours counsellor`: its words and options. */
export function counsellorWords(): Command {
  const { bufferMinutes, noticeMinutes, lateCancelMinutes } = usualHourRules;
  return new Command('counsellor')
    .description(
      'add a counsellor or a room, or change it: what is left out then stays as it was; whatever can hold one hour at a time',
    )
    .argument('<id>', 'small letters, digits, hyphens: room-1')
    .requiredOption('--organisation <id>', 'of which organisation')
    .requiredOption('--name <name>', 'as people see it; "Room 1" is a good one')
    .requiredOption('--zone <zone>', 'in which its hours are meant, such as Asia/Bishkek')
    .requiredOption('--country <code>', `where it sits: ${countries.join(' ')}`)
    .option('--reach <codes>', 'other countries that it serves online or by phone; INT: any; none')
    .requiredOption('--languages <codes>', 'two-letter codes: ru,ky')
    .requiredOption('--ways <ways>', ways.join(','))
    .option('--says <what>', 'what it says of itself: woman,trans_competent; none')
    .option('--topics <topics>', `only these: ${topics.join(',')}; none: all of them`)
    .option('--buffer <minutes>', `between two hours; usually ${bufferMinutes}`)
    .option(
      '--notice <hours>',
      `how long before the beginning an hour can last be booked; usually ${noticeMinutes / 60}`,
    )
    .option('--late-cancel <hours>', `from when on cancelling is late; usually ${lateCancelMinutes / 60}`)
    .option('--directions <file>', 'how to get there: a JSON file, {"online": {"en": …, "ru": …, "ky": …}}; none');
}

/**
 * The counsellor that the options describe; what they leave out is as before, or as usual.
 * @throws CommandFault that names the option
 */
export function counsellorFrom(id: string, options: CounsellorOptions, before?: Counsellor): Counsellor {
  const { reach, says, topics: only } = options;
  return {
    id: parseCounsellorId(id) ?? refuse('id', 'small letters, digits and hyphens, at most 32'),
    organisation: parseOrganisationId(options.organisation) ?? refuse('--organisation', 'an id such as tais-plus'),
    displayName: options.name.trim().slice(0, 40) || refuse('--name', 'a name'),
    zone: parseTimeZone(options.zone) ?? refuse('--zone', 'a time zone that exists, such as Asia/Bishkek'),
    country: among(countries, [options.country], '--country')[0] ?? refuse('--country', 'a country'),
    reach: reach === undefined ? (before?.reach ?? []) : among(whereabouts, listOf(reach), '--reach'),
    languages: languageCodes(options.languages),
    ways: needed(among(ways, listOf(options.ways), '--ways'), '--ways'),
    companions:
      says === undefined
        ? (before?.companions ?? [])
        : among(companions, listOf(says), '--says').filter((one) => one !== 'any'),
    topics: only === undefined ? (before?.topics ?? []) : among(topics, listOf(only), '--topics'),
    rules: rulesFrom(options, before?.rules ?? usualHourRules),
  };
}

/** The options that a change leaves as they were, of those that say something. */
export function keptOptions(
  options: CounsellorOptions,
  { counsellor, hasDirections }: CounsellorHours,
): readonly string[] {
  const all = [
    ['--reach', options.reach, counsellor.reach.length > 0],
    ['--says', options.says, counsellor.companions.length > 0],
    ['--topics', options.topics, counsellor.topics.length > 0],
    ['--buffer', options.buffer, true],
    ['--notice', options.notice, true],
    ['--late-cancel', options.lateCancel, true],
    ['--directions', options.directions, hasDirections],
  ] as const;
  return all.filter(([, given, wasSaid]) => given === undefined && wasSaid).map(([name]) => name);
}

/**
 * The directions that the options name.
 * @param read gives the content of a file
 */
export async function directionsOf(
  { directions }: CounsellorOptions,
  read: (path: string) => Promise<Buffer>,
): Promise<Directions | 'as_before' | null> {
  if (directions === undefined) return 'as_before';
  return directions === none ? null : directionsFrom(await read(directions));
}

/** The file of directions: for each way a text in every language. */
function directionsFrom(file: Buffer): Directions {
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

function rulesFrom({ buffer, notice, lateCancel }: CounsellorOptions, before: HourRules): HourRules {
  const minutes = (value: string | undefined, most: number, each: number, option: string) => {
    if (value === undefined) return null;
    const number = Number(value);
    return number >= 0 && number <= most ? Math.round(number * each) : refuse(option, `a number from 0 to ${most}`);
  };
  return {
    bufferMinutes: minutes(buffer, 240, 1, '--buffer') ?? before.bufferMinutes,
    noticeMinutes: minutes(notice, 336, 60, '--notice') ?? before.noticeMinutes,
    lateCancelMinutes: minutes(lateCancel, 336, 60, '--late-cancel') ?? before.lateCancelMinutes,
  };
}

const listOf = (text: string): readonly string[] => (text === none ? [] : text.split(/[\s,]+/).filter(Boolean));

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
