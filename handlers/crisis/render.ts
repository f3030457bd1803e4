import type { Whereabouts } from '../../domain/country.ts';
import type { CrisisHelp, CrisisLine } from '../../domain/crisis.ts';
import type { Warning } from '../../domain/referral.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { open } from '../callback-data.ts';
import { contactLine, contactText, policeWord, uncheckedNote } from '../contact-lines.ts';
import { button, countryButtons, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

/** On the crisis screen only what changes whether one calls; the rest stands with the entry. */
const worthSayingNow = [
  'works_with_police',
  'calls_recorded',
  'may_send_emergency',
  'child_protection_duty',
  'for_children',
  'handling_criticised',
] as const satisfies readonly Warning[];

/** The crisis screen: people to talk to, the ambulance, international lines; the police last. */
export function renderCrisisHelp(words: Words, place: Whereabouts | null, help: CrisisHelp): Screen {
  const first = words.text('crisis.first');
  const international = [
    words.text('crisis.international'),
    ...help.international.flatMap((line) => entryLines(words, line, place)),
  ];
  if (place === null) {
    return {
      first,
      body: [
        ...international,
        ...uncheckedNote(
          words,
          help.international.flatMap(({ contacts }) => contacts),
        ),
        '',
        `<b>${words.text('crisis.noCountry')}</b>`,
      ],
      keyboard: [
        ...countryButtons(words, (country) => open('country:set', { country, next: 'sos' })),
        bottomRow(words),
      ],
    };
  }
  const shown = [...help.lines, ...help.emergency, ...help.international].flatMap(({ contacts }) => contacts);
  const body = [
    ...national(words, place, help),
    ...international,
    ...uncheckedNote(words, shown),
    '',
    ...(help.emergency.length > 0 ? [words.text('crisis.mayBring', policeWord(place))] : []),
    words.text('crisis.noPerson'),
  ];
  return {
    first,
    body,
    keyboard: [
      [peersButton(words, place)],
      [
        button(words.plain('crisis.tracesButton'), 'sos:traces', { place }),
        button(words.plain('crisis.countryButton'), 'country:ask', { next: 'sos' }),
      ],
      bottomRow(words),
    ],
  };
}

function national(words: Words, place: Whereabouts, help: CrisisHelp): readonly string[] {
  if (place === 'INT') return [];
  const named = { place: words.plain(`places.${place}`) };
  const lines =
    help.lines.length > 0
      ? [words.text('crisis.lines', named), ...help.lines.flatMap((line) => entryLines(words, line, place))]
      : [words.text('crisis.noLine', named), words.text('crisis.instead')];
  const emergency =
    help.emergency.length > 0
      ? [
          words.text('crisis.emergency', named),
          ...help.emergency.map(
            (line) => `📞 ${line.contacts.map((shown) => contactText(words, shown, place)).join(' · ')}`,
          ),
        ]
      : [];
  return [...lines, '', ...emergency, ''];
}

function entryLines(words: Words, line: CrisisLine, place: Whereabouts | null): readonly string[] {
  const { service, contacts } = line;
  const warnings = worthSayingNow
    .filter((warning) => service.warnBefore.includes(warning))
    .map((warning) => words.text(`warnings-short.${warning}`, policeWord(place)));
  return [
    escapeHtml(service.organization.name[words.language]),
    ...contacts.map((shown) => contactLine(words, shown, place)),
    ...(warnings.length > 0 ? [`⚠️ ${warnings.join(' · ')}`] : []),
  ];
}

/** What a call leaves behind, and what one need not say. */
export function renderTraces(words: Words, place: Whereabouts | null): Screen {
  return {
    first: words.text('crisis.tracesFirst'),
    body: [
      words.text('crisis.tracesLog'),
      words.text('crisis.tracesBill'),
      words.text('crisis.tracesPlace'),
      words.text('crisis.tracesPolice', policeWord(place)),
      words.text('crisis.tracesMedical'),
    ],
    keyboard: [
      [
        place === null
          ? button(words.plain('common.back'), 'sos:open', {})
          : button(words.plain('common.back'), 'sos:in', { place }),
      ],
      footer(words),
    ],
  };
}

const peersButton = (words: Words, place: Whereabouts): Button =>
  button(words.plain('crisis.peersButton'), 'help:list', {
    place,
    need: 'peers',
    city: null,
    filters: [],
    page: 0,
  });

/** The footer without the way to where one is. */
const bottomRow = (words: Words): readonly Button[] => footer(words).slice(1);
