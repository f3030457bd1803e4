import type { AreaCode } from '../../../domain/area.ts';
import type { DocumentedCode } from '../../../domain/incident-report/crosswalk.ts';

/**
 * Tables that others have published about violence against sex workers, as far as they have categories.
 * Their units differ (appeals, cases, crimes, answers to a survey), so rows of two tables are never added
 * together. A vocabulary that has no place for what people told elsewhere would lose it here.
 */
export interface PublishedTable {
  readonly name: string;
  readonly source: string;
  /** What a figure counts. */
  readonly unit: string;
  readonly rows: readonly PublishedRow[];
}

interface PublishedRow {
  /** As published. */
  readonly category: string;
  /** In the table's unit; shares as so many of a hundred or a thousand. */
  readonly figure: number;
  /** Where a report says the same: any one of these. Empty: nowhere, and `gap` says why. */
  readonly places: readonly (DocumentedCode | AreaCode)[];
  /** What of the category a report cannot say. */
  readonly gap?: string;
}

export const police = ['P01', 'P02', 'P03', 'P04'] as const;

const noQualifying =
  'Nobody decides whether it was a violation: a report is what somebody told. Organisations qualify cases on their own.';
const notAsked = 'Nobody is asked who they are: group, gender, age and health could name a person.';
const noTorture = 'Nobody has to call it torture. What was done is asked, not what it is in law.';
const noLevels = 'Nobody has to say how bad it was.';
const noCharge = 'Counts of courts and prosecutors, not of what people tell. The nearest is a fine, court or record.';

export const publishedTables: readonly PublishedTable[] = [
  {
    name: 'Kyrgyzstan 2016, 2017: rights of sex workers violated by law enforcement',
    source: 'Tais Plus, afew.org/eecaaids2018/sex-workers-kg-eng (2018)',
    unit: 'cases',
    rows: [
      { category: 'by law enforcement, 2016', figure: 475, places: police },
      { category: 'by law enforcement, 2017', figure: 459, places: police },
    ],
  },
  {
    name: 'Kyrgyzstan 2017: reports to Shah-Aiym',
    source: 'afew.org/eecaaids2018/sex-workers-kg-eng (2018); the base is not printed',
    unit: 'per cent of reports',
    rows: [{ category: 'extortion by police', figure: 81, places: ['V01'] }],
  },
  {
    name: 'Kyrgyzstan 2020: REAct, all key groups',
    source: 'undp.org/node/121771',
    unit: 'cases',
    rows: [
      { category: 'qualified as a violation', figure: 384, places: [], gap: noQualifying },
      { category: 'not qualified', figure: 119, places: [], gap: noQualifying },
    ],
  },
  {
    name: 'Kyrgyzstan 2018, nine months: complaints of torture',
    source: 'rus.azattyk.org/a/29662866',
    unit: 'complaints',
    rows: [
      { category: 'about the militia', figure: 265, places: ['P01', 'P02'], gap: noTorture },
      { category: 'about the security service', figure: 19, places: ['P03'], gap: noTorture },
      // Their staff is P03, like the security service; the place tells them apart.
      { category: 'about prisons', figure: 3, places: ['S06'], gap: noTorture },
    ],
  },
  {
    name: 'Kyrgyzstan 2018: Kyrgyz Indigo',
    source: 'Kyrgyz Indigo, 2018',
    unit: 'cases',
    rows: [
      { category: 'by security forces', figure: 13, places: police },
      { category: 'by others', figure: 21, places: ['P05', 'P06', 'P07', 'P08', 'P09', 'P97'] },
    ],
  },
  {
    name: 'SWAN 2007: violence by police in the past year, 12 countries',
    source: 'SWAN, Arrest the Violence (2009); 238 people asked',
    unit: 'people who answered yes',
    rows: [
      { category: 'physical', figure: 86, places: ['V06'] },
      { category: 'sexual', figure: 77, places: ['V07'] },
    ],
  },
  {
    name: 'Ukraine 2022: REAct, perpetrators named by sex workers',
    source: 'Alliance for Public Health, report on REAct 2022; 26 of 100 are not in the excerpt',
    unit: 'per cent of appeals',
    rows: [
      { category: 'police', figure: 36, places: police },
      { category: 'clients', figure: 16, places: ['P06'] },
      { category: 'state medicine', figure: 12, places: ['P05'] },
      { category: 'partners', figure: 6, places: ['P07'] },
      { category: 'unknown', figure: 4, places: ['P97'] },
    ],
  },
  {
    name: 'Tajikistan, first half of 2023: REAct, people with HIV',
    source: 'Alliance for Public Health, report on REAct in Tajikistan 2023',
    unit: 'of a thousand cases',
    rows: [
      {
        category: 'health',
        figure: 90,
        places: ['P05'],
        gap: 'Health and state offices are one choice: a report does not tell them apart.',
      },
      { category: 'individuals', figure: 850, places: ['P06', 'P07', 'P08', 'P09'] },
      {
        category: 'state services',
        figure: 15,
        places: ['P05'],
        gap: 'Health and state offices are one choice: a report does not tell them apart.',
      },
      { category: 'police', figure: 45, places: police },
    ],
  },
  {
    name: 'Georgia 2020, Moldova 2022: REAct, by group',
    source: 'Alliance for Public Health, reports on REAct in Georgia 2020 and Moldova 2022',
    unit: 'appeals; groups overlap',
    rows: [
      { category: 'sex workers, Georgia', figure: 131, places: [], gap: notAsked },
      { category: 'people who use drugs, Georgia', figure: 64, places: [], gap: notAsked },
      { category: 'men who have sex with men, trans people, Georgia', figure: 40, places: [], gap: notAsked },
      { category: 'people with HIV, Georgia', figure: 20, places: [], gap: notAsked },
      { category: 'sex workers, Moldova', figure: 21, places: [], gap: notAsked },
    ],
  },
  {
    name: 'United Kingdom, two years: crimes reported to National Ugly Mugs',
    source: 'glaconservatives.co.uk (no date); kinds overlap',
    unit: 'per cent of crimes',
    rows: [
      {
        category: 'rape',
        figure: 25,
        places: ['V07'],
        gap: 'Sexual violence is one choice: nobody has to say which kind.',
      },
      {
        category: 'sexual assault',
        figure: 39,
        places: ['V07'],
        gap: 'Sexual violence is one choice: nobody has to say which kind.',
      },
      { category: 'violent', figure: 44, places: ['V06'] },
    ],
  },
  {
    name: 'United Kingdom, two years: where',
    source: 'glaconservatives.co.uk (no date)',
    unit: 'crimes',
    rows: [
      { category: 'London', figure: 210, places: ['GB-ENG-LN'] },
      { category: 'north-west', figure: 176, places: ['GB-ENG-NW'] },
      { category: 'West Midlands', figure: 164, places: ['GB-ENG-WM'] },
    ],
  },
  {
    name: 'France, November 2021 to November 2022: Jasmine',
    source: 'Médecins du Monde, seronet.info 15 December 2022',
    unit: 'reports',
    rows: [
      {
        category: 'attempted murder',
        figure: 16,
        places: ['V06'],
        gap: 'Beating and force are one choice, up to the worst.',
      },
      {
        category: 'rape or attempt',
        figure: 129,
        places: ['V07'],
        gap: 'Sexual violence is one choice: nobody has to say which kind.',
      },
      {
        category: 'condom removal',
        figure: 62,
        places: ['V07'],
        gap: 'Sexual violence is one choice. Condoms that police take away are V10.',
      },
      {
        category: 'armed robbery',
        figure: 60,
        places: ['V01'],
        gap: 'Money taken is one choice, with a weapon or not.',
      },
      { category: 'theft', figure: 97, places: ['V01'], gap: 'Money taken is one choice, with a weapon or not.' },
      { category: 'harassment', figure: 18, places: ['V03'] },
    ],
  },
  {
    name: 'France, the same: how dangerous',
    source: 'Médecins du Monde, seronet.info 15 December 2022',
    unit: 'of a thousand reports',
    rows: [
      { category: 'risky', figure: 526, places: [], gap: noLevels },
      { category: 'dangerous', figure: 280, places: [], gap: noLevels },
      { category: 'very dangerous', figure: 190, places: [], gap: noLevels },
    ],
  },
  {
    name: 'France 2016: Lotus Bus',
    source: 'Lotus Bus, ash.tm.fr; "more than half", "a fifth"',
    unit: 'per cent of reports',
    rows: [
      { category: 'rape', figure: 50, places: ['V07'] },
      { category: 'physical', figure: 20, places: ['V06'] },
      { category: 'by police', figure: 20, places: police },
    ],
  },
  {
    name: 'Netherlands 2022 to 2024: Ugly Mugs',
    source: 'Ugly Mugs Netherlands',
    unit: 'per cent of reports',
    rows: [{ category: 'blackmail', figure: 35, places: ['V03'] }],
  },
  {
    name: 'Ukraine 2018, Kazakhstan 2025: charges',
    source: 'ukrrudprom.ua; mgorod.kz 25 January 2026 (article 449, not only sex work)',
    unit: 'people charged, cases',
    rows: [
      { category: 'charged under article 181-1, Ukraine', figure: 955, places: ['E11'], gap: noCharge },
      { category: 'under article 449, Kazakhstan', figure: 115_900, places: ['E11'], gap: noCharge },
    ],
  },
];
