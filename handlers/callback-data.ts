import { type Situation, situationCodes } from '../domain/coping-tip.ts';
import { type City, type Whereabouts, whereabouts } from '../domain/country.ts';
import { type Language, languages } from '../domain/language.ts';
import { type Filter, filters, type Need } from '../domain/referral-search.ts';
import { feedbackTags } from '../domain/small-counter.ts';
import {
  type AnyField,
  coded,
  day,
  digit,
  type Field,
  hold,
  itemId,
  moment,
  oneOf,
  orNone,
  sealed,
  search,
  slot,
  smallNumber,
  way,
  yesOrNo,
} from './callback-fields.ts';

/**
 * Every button of the bot, in one place: `<flow>:<action>:<value>.<value>`, at most 64 bytes.
 * Flows meet only here: to lead to another flow's screen, name its route.
 */

/** A set of filters as the bits of one base-36 digit. */
const filterSet: Field<readonly Filter[]> = {
  write: (chosen) =>
    filters.reduce((bits, filter, bit) => bits + (chosen.includes(filter) ? 2 ** bit : 0), 0).toString(36),
  read: (text) => {
    const bits = smallNumber.read(text);
    if (bits === undefined || bits >= 2 ** filters.length) return undefined;
    return filters.filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1);
  },
};

const language: Field<Language> = oneOf(languages);
const place: Field<Whereabouts> = oneOf(whereabouts);
const need = coded<Need>({
  talk: 't',
  peers: 'p',
  police: 'c',
  violence: 'v',
  lawyer: 'l',
  doctor: 'd',
  shelter: 's',
  lgbti: 'q',
  migrant: 'm',
  drugs: 'n',
  all: 'a',
});
const city = orNone(coded<City>({ bishkek: 'bi', osh: 'os', astana: 'as', almaty: 'al', shymkent: 'sh' }));

const situation = coded<Situation>(situationCodes);
const card = { situation, index: smallNumber };
const exerciseId = itemId;
const variantId = orNone(itemId);

const listPlace = { place, need, city, filters: filterSet, page: smallNumber };

const heldHour = { search, hold, slot, until: moment, way };

/** Where to go on after a country was chosen. */
export const afterCountry = ['menu', 'help', 'sos', 'book', 'meet'] as const;

const routes = {
  'start:begin': {},
  'start:language': { language },
  'start:country': { country: place },
  'start:back': {},
  'menu:open': {},
  'language:ask': {},
  'language:set': { language },
  'country:ask': { next: oneOf(afterCountry) },
  'country:set': { country: place, next: oneOf(afterCountry) },
  'sos:open': {},
  'sos:in': { place },
  'sos:traces': { place: orNone(place) },
  'sos:which': { place },
  'sos:wrong': { place, service: itemId },
  'distress:question': {},
  'distress:now': {},
  'distress:later': {},
  'distress:no': {},
  'distress:danger': {},
  'distress:body': {},
  'distress:resume': {},
  'help:open': {},
  'help:needs': { place },
  'help:cities': { place, need },
  'help:list': listPlace,
  'help:filters': listPlace,
  'help:entry': { service: itemId, ...listPlace },
  'help:contact': { service: itemId, ...listPlace },
  'help:wrong': { service: itemId, ...listPlace },
  'help:unchecked': {},
  'tips:open': {},
  'tips:card': card,
  'tips:feedback': card,
  'tips:tag': { ...card, tag: oneOf(feedbackTags) },
  'tips:exercises': {},
  'tips:exercise': { exercise: exerciseId },
  /** `frame` counts from 0; with a timer the next one comes by itself. */
  'tips:frame': {
    exercise: exerciseId,
    variant: variantId,
    frame: smallNumber,
    mode: oneOf(['timer', 'tap'] as const),
  },
  'tips:after': { exercise: exerciseId },
  'report:open': {},
  'report:go': { form: sealed },
  'report:sos': { form: sealed },
  'report:send': { form: sealed },
  'report:stop': {},
  'report:done': { ticket: sealed },
  'report:code': { ticket: sealed },
  'report:after': {},
  'report:medical': {},
  'code:open': {},
  /** Draws the keypad with the digits entered so far. */
  'code:pad': {},
  'code:digit': { digit },
  'code:erase': {},
  'code:look': {},
  'code:withdraw': { mayBeRead: yesOrNo, isPublished: yesOrNo },
  'code:yes': {},
  'book:open': {},
  'book:in': { place },
  'book:wish': { search },
  'book:topics': { search },
  'book:remember': { search, isOn: yesOrNo },
  'book:cities': { search },
  'book:days': { search, from: orNone(day) },
  'book:hours': { search, day, page: smallNumber },
  'book:hold': { search, slot },
  /** What to expect of the hour that is held; the wait list's offers lead here too. */
  'book:expect': heldHour,
  'book:good': heldHour,
  'book:confirm': { search, hold, slot, way },
  /** Lets the hour go, and shows others. */
  'book:other': { search, hold, slot },
  'book:done': { ticket: sealed },
  'book:code': { ticket: sealed },
  'book:remind': { ticket: sealed },
  'book:quiet': { ticket: sealed },
  'book:after': {},
  'book:wait': { search },
  'book:leave': { search },
  'meet:open': {},
  'meet:in': { place },
  'meet:list': { search, page: smallNumber },
  'mine:open': {},
  'mine:pad': {},
  'mine:digit': { digit },
  'mine:erase': {},
  'mine:look': {},
  /** Off the wait list, from the keypad. */
  'mine:leave': {},
  'mine:details': {},
  'mine:remind': { isOn: yesOrNo },
  'mine:days': { from: orNone(day) },
  'mine:hours': { day },
  'mine:to': { slot },
  'mine:move': { slot },
  'mine:sure': {},
  'mine:cancel': {},
  'about:open': {},
  'about:readers': {},
  'about:kept': {},
  'about:phone': {},
  'about:authors': {},
  'clear:ask': {},
  'clear:now': {},
  'clear:keep': {},
} as const satisfies Record<string, Record<string, AnyField>>;

export type RouteName = keyof typeof routes;
type Fields = typeof routes;

/** The arguments of a route. */
export type Arguments<N extends RouteName> = {
  readonly [K in keyof Fields[N]]: Fields[N][K] extends Field<infer T> ? T : never;
};

/** A button's target as it came back from Telegram. */
export type Route = { [N in RouteName]: { readonly name: N; readonly args: Arguments<N> } }[RouteName];

/** A list of referrals, as the buttons that lead around it carry it. */
export type ListPlace = Arguments<'help:list'>;

export const routeNames = Object.keys(routes) as RouteName[];

/** The callback data that leads to a screen. */
export function open<N extends RouteName>(name: N, args: Arguments<N>): string {
  const fields: [string, Field<unknown>][] = Object.entries(routes[name]);
  const values = fields.map(([key, field]) => field.write((args as Record<string, unknown>)[key]));
  return values.length === 0 ? name : `${name}:${values.join('.')}`;
}

/** The route of a button, or null for one that this version does not know (old or forged). */
export function parseRoute(data: string): Route | null {
  const [flow, action, text, ...more] = data.split(':');
  const name = `${flow}:${action}` as RouteName;
  if (more.length > 0 || !Object.hasOwn(routes, name)) return null;
  const fields: [string, Field<unknown>][] = Object.entries(routes[name]);
  const texts = text === undefined ? [] : text.split('.');
  if (texts.length !== fields.length) return null;
  const args: Record<string, unknown> = {};
  for (const [index, [key, field]] of fields.entries()) {
    args[key] = field.read(texts[index] as string);
    if (args[key] === undefined) return null;
  }
  return { name, args } as Route;
}
