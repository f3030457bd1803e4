/** The countries whose referrals Zont holds, in the order in which they are offered. */
export const countries = ['KG', 'KZ', 'UA', 'RU', 'DE', 'PL', 'TR', 'FR', 'GB', 'ES', 'PT', 'NL', 'SE', 'FI'] as const;

export type Country = (typeof countries)[number];

/** Where a person is now: a served country, or somewhere else, where only international help fits. */
export const whereabouts = [...countries, 'INT'] as const;

export type Whereabouts = (typeof whereabouts)[number];

/** The cities that are offered as a choice; other countries are searched as a whole. */
export const citiesOf = {
  KG: ['bishkek', 'osh'],
  KZ: ['astana', 'almaty', 'shymkent'],
} as const satisfies Partial<Record<Country, readonly string[]>>;

type CityCountry = keyof typeof citiesOf;

export type City = (typeof citiesOf)[CityCountry][number];

/** The cities offered in a place, empty where the country is searched as a whole. */
export function offeredCities(place: Whereabouts): readonly City[] {
  return place in citiesOf ? citiesOf[place as CityCountry] : [];
}
