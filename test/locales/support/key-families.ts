import { areaGroupsOf, areasOf } from '../../../domain/area.ts';
import { zoneCities } from '../../../domain/booking/cities.ts';
import { topics, ways } from '../../../domain/booking/wish.ts';
import { situations } from '../../../domain/coping-tip.ts';
import { citiesOf, countries, whereabouts } from '../../../domain/country.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../../domain/incident-report/vocabulary.ts';
import { claims, contactLabels, serviceFlags, serviceKinds, warnings } from '../../../domain/referral.ts';
import { filters, needCodes } from '../../../domain/referral-search.ts';
import { feedbackTags } from '../../../domain/small-counter.ts';
import { commandNames } from '../../../handlers/flow.ts';
import { contentKinds } from '../../../handlers/incoming.ts';

const cities = Object.values(citiesOf).flat();
/** A command or a press that nobody understands is answered like anything else. */
const answeredKinds = contentKinds.filter((kind) => kind !== 'command' && kind !== 'press');

/** Keys that code puts together, by the template as it stands there; `*` is what the code fills in. */
export const keyFamilies: Readonly<Record<string, readonly string[]>> = {
  'about.*First': ['readers', 'kept', 'phone', 'authors'].map((page) => `about.${page}First`),
  'anything.*': answeredKinds.map((kind) => `anything.${kind}`),
  'areas.*': countries.flatMap((country) =>
    [...areasOf(country), ...areaGroupsOf(country)].map((code) => `areas.${code}`),
  ),
  'book.*': ['does1', 'does2', 'does3', 'never1', 'never2', 'never3'].map((key) => `book.${key}`),
  'book.how-*': ways.map((way) => `book.how-${way}`),
  'book.topic-*': topics.map((topic) => `book.topic-${topic}`),
  'book.way-*': ways.map((way) => `book.way-${way}`),
  'commands.*': commandNames.map((command) => `commands.${command}`),
  'contact-labels.*': contactLabels.map((label) => `contact-labels.${label}`),
  'filters.*': filters.map((filter) => `filters.${filter}`),
  'flags.*-*': serviceFlags.flatMap((flag) => claims.map((claim) => `flags.${flag}-${claim}`)),
  'incident.*': [...incidentTypes, ...perpetrators, ...settings, ...times, ...effects].map(
    (code) => `incident.${code}`,
  ),
  'kinds.*': serviceKinds.map((kind) => `kinds.${kind}`),
  'needs.*': needCodes.map((need) => `needs.${need}`),
  'places.*': [...whereabouts, ...cities].map((place) => `places.${place}`),
  'situations.*': situations.map((situation) => `situations.${situation}`),
  'tips.tag-*': feedbackTags.map((tag) => `tips.tag-${tag}`),
  'warnings.*': warnings.map((warning) => `warnings.${warning}`),
  'zone-cities.*': zoneCities.map((city) => `zone-cities.${city}`),
  // The list `worthSayingNow` of the crisis screen, which its type holds to these very texts.
  'warnings-short.*': [
    'works_with_police',
    'calls_recorded',
    'may_send_emergency',
    'child_protection_duty',
    'for_children',
    'handling_criticised',
  ].map((warning) => `warnings-short.${warning}`),
};
