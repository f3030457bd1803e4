import type { Country } from './country.ts';

/**
 * The areas of a report, where it happened: none has under 300,000 people (`db/seed/areas.json` holds
 * the figures and their sources). Countries with too many for one screen have groups, a first step
 * that is never kept. Codes follow ISO 3166-2 where an area is one of its own; a code never changes,
 * and new ones come last in their group.
 */
const areaGroups = {
  KG: {
    all: ['KG-GB', 'KG-GO', 'KG-B', 'KG-C', 'KG-J', 'KG-Y', 'KG-O', 'KG-M1'],
  },
  KZ: {
    all: [
      'KZ-71',
      'KZ-75',
      'KZ-79',
      'KZ-10',
      'KZ-11',
      'KZ-15',
      'KZ-19',
      'KZ-23',
      'KZ-27',
      'KZ-31',
      'KZ-33',
      'KZ-M1',
      'KZ-39',
      'KZ-43',
      'KZ-47',
      'KZ-55',
      'KZ-59',
      'KZ-61',
      'KZ-63',
    ],
  },
  UA: {
    all: [
      'UA-05',
      'UA-07',
      'UA-12',
      'UA-18',
      'UA-21',
      'UA-23',
      'UA-26',
      'UA-30',
      'UA-32',
      'UA-35',
      'UA-46',
      'UA-51',
      'UA-53',
      'UA-56',
      'UA-59',
      'UA-61',
      'UA-63',
      'UA-68',
      'UA-71',
      'UA-74',
      'UA-77',
      'UA-M1',
      'UA-M2',
      'UA-M3',
    ],
  },
  RU: {
    south: ['RU-AD', 'RU-KDA', 'RU-ROS', 'RU-VGG', 'RU-M3'],
    far_east: ['RU-AMU', 'RU-BU', 'RU-PRI', 'RU-SA', 'RU-SAK', 'RU-ZAB', 'RU-M4', 'RU-M5'],
    volga: [
      'RU-BA',
      'RU-CU',
      'RU-KIR',
      'RU-ME',
      'RU-MO',
      'RU-NIZ',
      'RU-ORE',
      'RU-PER',
      'RU-PNZ',
      'RU-SAM',
      'RU-SAR',
      'RU-TA',
      'RU-UD',
      'RU-ULY',
    ],
    central: [
      'RU-BEL',
      'RU-BRY',
      'RU-IVA',
      'RU-KLU',
      'RU-KOS',
      'RU-KRS',
      'RU-LIP',
      'RU-MOS',
      'RU-MOW',
      'RU-ORL',
      'RU-RYA',
      'RU-SMO',
      'RU-TAM',
      'RU-TUL',
      'RU-TVE',
      'RU-VLA',
      'RU-VOR',
      'RU-YAR',
    ],
    north_caucasus: ['RU-CE', 'RU-DA', 'RU-IN', 'RU-KB', 'RU-KC', 'RU-SE', 'RU-STA'],
    ural: ['RU-CHE', 'RU-KGN', 'RU-KHM', 'RU-SVE', 'RU-YAN', 'RU-TYU'],
    siberia: ['RU-IRK', 'RU-KEM', 'RU-KK', 'RU-KYA', 'RU-NVS', 'RU-OMS', 'RU-TOM', 'RU-TY', 'RU-M1'],
    north_west: ['RU-KGD', 'RU-KO', 'RU-KR', 'RU-LEN', 'RU-MUR', 'RU-NGR', 'RU-PSK', 'RU-SPE', 'RU-VLG', 'RU-M2'],
  },
  DE: {
    all: [
      'DE-BB',
      'DE-BE',
      'DE-BW',
      'DE-BY',
      'DE-HB',
      'DE-HE',
      'DE-HH',
      'DE-MV',
      'DE-NI',
      'DE-NW',
      'DE-RP',
      'DE-SH',
      'DE-SL',
      'DE-SN',
      'DE-ST',
      'DE-TH',
    ],
  },
  PL: {
    all: [
      'PL-02',
      'PL-04',
      'PL-06',
      'PL-08',
      'PL-10',
      'PL-12',
      'PL-14',
      'PL-16',
      'PL-18',
      'PL-20',
      'PL-22',
      'PL-24',
      'PL-26',
      'PL-28',
      'PL-30',
      'PL-32',
    ],
  },
  TR: {
    mediterranean: ['TR-01', 'TR-07', 'TR-31', 'TR-33', 'TR-46', 'TR-80', 'TR-M12'],
    southeastern_anatolia: ['TR-02', 'TR-21', 'TR-47', 'TR-56', 'TR-63', 'TR-72', 'TR-M4', 'TR-M13'],
    aegean: ['TR-03', 'TR-09', 'TR-20', 'TR-35', 'TR-43', 'TR-45', 'TR-48', 'TR-64'],
    eastern_anatolia: ['TR-04', 'TR-13', 'TR-23', 'TR-25', 'TR-44', 'TR-49', 'TR-65', 'TR-M1', 'TR-M2', 'TR-M3'],
    black_sea: [
      'TR-05',
      'TR-14',
      'TR-19',
      'TR-28',
      'TR-52',
      'TR-55',
      'TR-60',
      'TR-61',
      'TR-67',
      'TR-81',
      'TR-M5',
      'TR-M7',
      'TR-M8',
    ],
    central_anatolia: ['TR-06', 'TR-38', 'TR-51', 'TR-58', 'TR-66', 'TR-68', 'TR-M6', 'TR-M9', 'TR-M10', 'TR-M11'],
    marmara: ['TR-10', 'TR-16', 'TR-17', 'TR-22', 'TR-34', 'TR-39', 'TR-41', 'TR-54', 'TR-59', 'TR-77'],
  },
  FR: {
    all: [
      'FR-ARA',
      'FR-BFC',
      'FR-BRE',
      'FR-CVL',
      'FR-20R',
      'FR-GES',
      'FR-HDF',
      'FR-IDF',
      'FR-NOR',
      'FR-NAQ',
      'FR-OCC',
      'FR-PDL',
      'FR-PAC',
      'FR-M1',
      'FR-M2',
    ],
  },
  GB: {
    all: [
      'GB-ENG-NE',
      'GB-ENG-NW',
      'GB-ENG-YH',
      'GB-ENG-EM',
      'GB-ENG-WM',
      'GB-ENG-EE',
      'GB-ENG-LN',
      'GB-ENG-SE',
      'GB-ENG-SW',
      'GB-SCT',
      'GB-WLS',
      'GB-NIR',
    ],
  },
  ES: {
    all: [
      'ES-M1',
      'ES-AR',
      'ES-AS',
      'ES-IB',
      'ES-CN',
      'ES-CB',
      'ES-CL',
      'ES-CM',
      'ES-CT',
      'ES-EX',
      'ES-GA',
      'ES-RI',
      'ES-MD',
      'ES-MC',
      'ES-NC',
      'ES-PV',
      'ES-VC',
    ],
  },
  PT: {
    all: [
      'PT-11',
      'PT-13',
      'PT-15',
      'PT-M1',
      'PT-01',
      'PT-10',
      'PT-08',
      'PT-14',
      'PT-06',
      'PT-18',
      'PT-M2',
      'PT-M3',
      'PT-M4',
      'PT-M5',
    ],
  },
  NL: {
    all: ['NL-DR', 'NL-FL', 'NL-FR', 'NL-GE', 'NL-GR', 'NL-LI', 'NL-NB', 'NL-NH', 'NL-OV', 'NL-UT', 'NL-ZE', 'NL-ZH'],
  },
  SE: {
    all: [
      'SE-M1',
      'SE-C',
      'SE-M2',
      'SE-E',
      'SE-M3',
      'SE-F',
      'SE-M4',
      'SE-M',
      'SE-N',
      'SE-O',
      'SE-M5',
      'SE-M6',
      'SE-M7',
    ],
  },
  FI: {
    all: ['FI-18', 'FI-M1', 'FI-M2', 'FI-M3', 'FI-M4', 'FI-M5', 'FI-M6'],
  },
} as const satisfies Readonly<Record<Country, Readonly<Record<string, readonly string[]>>>>;

type Groups = typeof areaGroups;
type GroupOf<C extends Country> = C extends Country ? keyof Groups[C] & string : never;
type CodesOf<C extends Country> = C extends Country ? Groups[C][keyof Groups[C]] : never;

/** An area's code, such as `KG-GB` for Bishkek. */
export type AreaCode =
  CodesOf<Country> extends infer Codes ? (Codes extends readonly (infer Code)[] ? Code : never) : never;

/** A part of a country that only narrows the choice of an area. */
export type AreaGroup = Exclude<GroupOf<Country>, 'all'>;

/** The groups from which an area is chosen first; empty where all areas stand on one list. */
export function areaGroupsOf(country: Country): readonly AreaGroup[] {
  const groups = Object.keys(areaGroups[country]);
  return groups.length === 1 ? [] : (groups as AreaGroup[]);
}

/** All areas of a country, or those of one of its groups. */
export function areasOf(country: Country, group: AreaGroup | null = null): readonly AreaCode[] {
  const groups: Readonly<Partial<Record<string, readonly AreaCode[]>>> = areaGroups[country];
  return group === null ? Object.values(groups).flatMap((codes) => codes ?? []) : (groups[group] ?? []);
}

/** The group in which an area stands; null where there are none. */
export function groupOfArea(country: Country, area: AreaCode): AreaGroup | null {
  return areaGroupsOf(country).find((group) => areasOf(country, group).includes(area)) ?? null;
}
