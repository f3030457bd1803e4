import type { BenchSetting, Bot } from '../bench-setting.ts';
import { inDigits, median } from '../figures.ts';
import { type Load, type Phase, playRound, type Round, ratioOf, samplesOf, summaryOf } from '../phase.ts';
import { playUntil } from '../play-until.ts';
import { type Cell, printTable } from '../table.ts';

interface Entrant {
  readonly name: string;
  readonly bot: Bot;
}

interface Race {
  readonly title: string;
  readonly load: Load;
  readonly seconds: number;
  /** Whether each kind of screen gets a line of its own. */
  readonly isByStep: boolean;
}

const mostRounds = 15;

/** With a distant Telegram almost all is waiting: few presses say enough. */
const races = (isQuick: boolean): readonly Race[] => [
  {
    title: 'One person after another, Telegram at 0 ms',
    load: { people: 4, isCrowd: false, latency: 0, times: isQuick ? 8 : 20 },
    seconds: isQuick ? 3 : 15,
    isByStep: true,
  },
  {
    title: '40 people at once, Telegram at 0 ms',
    load: { people: 40, isCrowd: true, latency: 0, times: isQuick ? 2 : 6 },
    seconds: isQuick ? 3 : 15,
    isByStep: false,
  },
  {
    title: 'One person after another, Telegram at 50 ms, 100 ms between presses',
    load: { people: 1, isCrowd: false, latency: 50, pause: 100, times: isQuick ? 1 : 3 },
    seconds: isQuick ? 1 : 10,
    isByStep: false,
  },
  {
    title: '40 people at once, Telegram at 50 ms',
    load: { people: 40, isCrowd: true, latency: 50, times: isQuick ? 1 : 3 },
    seconds: isQuick ? 1 : 10,
    isByStep: false,
  },
];

const head = ['', 'p50 ms', 'p99 ms', 'updates/s', 'CPU ms', 'queries', '× p50', '× updates/s', '× CPU'];

/**
 * Presses and `/start` over the wire, beside a bare grammY bot.
 * @returns what is broken of what must stay true
 */
export async function measurePresses(setting: BenchSetting, isQuick: boolean): Promise<readonly string[]> {
  const entrants: Entrant[] = [{ name: 'bare grammY', bot: await setting.startBaseline() }];
  for (const database of setting.databases) {
    entrants.push({ name: `Zont, ${database}`, bot: await setting.startZont(await setting.preparedHome(database)) });
  }
  // The first presses of a process run uncompiled.
  const warmUp: Load = { people: 40, isCrowd: true, latency: 0, times: isQuick ? 2 : 8 };
  for (const { bot } of entrants) await playRound(setting, bot, warmUp);

  const faults: string[] = [];
  for (const race of races(isQuick)) {
    const rounds = await play(setting, entrants, race);
    printTable(`${race.title} (${rounds[0]?.length} rounds)`, head, linesOf(entrants, rounds, race));
    faults.push(...brokenPromises(entrants, rounds, race));
  }
  await printMemory(entrants);
  await Promise.all(entrants.map(({ bot }) => bot.process.end()));
  return faults;
}

/** Round after round, the bots taking turns, so that all see the same machine. */
async function play(setting: BenchSetting, entrants: readonly Entrant[], race: Race): Promise<readonly Round[][]> {
  const rounds: Round[][] = entrants.map(() => []);
  await playUntil(race.seconds, mostRounds, async () => {
    for (const [index, { bot }] of entrants.entries()) {
      rounds[index]?.push(await playRound(setting, bot, race.load));
    }
  });
  return rounds;
}

function linesOf(entrants: readonly Entrant[], rounds: readonly Round[][], race: Race): readonly Cell[][] {
  const tours = rounds.map((played) => played.map(({ tour }) => tour));
  const walks = rounds.map((played) => played.map(({ startWalk }) => startWalk));
  const steps = race.isByStep ? Object.keys(tours[0]?.[0]?.samples ?? {}) : [];
  const linesFor = (phases: readonly Phase[][], what: string, step?: string) =>
    entrants.map(({ name }, index) => lineOf(`${what}: ${name}`, phases[index] ?? [], phases[0] ?? [], step));
  return [
    ...linesFor(tours, 'presses'),
    ...steps.flatMap((step) => linesFor(tours, step, step)),
    ...linesFor(walks, '/start walk'),
  ];
}

function lineOf(name: string, phases: readonly Phase[], base: readonly Phase[], step?: string): Cell[] {
  const { p50, p99, perSecond, cpu, queries } = summaryOf(phases, step);
  const ratio = (figure: (phase: Phase) => number) => {
    const value = ratioOf(phases, base, figure);
    return value === null ? null : inDigits(value);
  };
  const latency = ratio((phase) => median(samplesOf(phase, step)));
  // Processor time and statements are known of a phase, not of a step in it.
  if (step) return [`  ${name}`, inDigits(p50), inDigits(p99), null, null, null, latency, null, null];
  return [
    name,
    inDigits(p50),
    inDigits(p99),
    inDigits(perSecond),
    inDigits(cpu),
    inDigits(queries),
    latency,
    ratio(({ updates, milliseconds }) => updates / milliseconds),
    ratio((phase) => phase.cpu),
  ];
}

/** Queries of one whole `/start` walk: 5 for the command, 2 and 3 for the answers, none for the menu. */
const walkQueries = 10;

/** The ten-minute sweep may fall into a round: medians pass over it. */
function brokenPromises(entrants: readonly Entrant[], rounds: readonly Round[][], race: Race): readonly string[] {
  return entrants.flatMap(({ name }, index) => {
    const played = rounds[index] ?? [];
    const press = summaryOf(played.map(({ tour }) => tour)).queries;
    const walk = summaryOf(played.map(({ startWalk }) => startWalk)).queries * 4;
    return [
      ...(press > 0 ? [`${race.title}: ${name} makes ${press} queries for a press of a known chat, not 0`] : []),
      ...(walk > walkQueries
        ? [`${race.title}: ${name} makes ${walk} queries for a /start walk, not ${walkQueries}`]
        : []),
    ];
  });
}

async function printMemory(entrants: readonly Entrant[]): Promise<void> {
  const lines: Cell[][] = [];
  for (const { name, bot } of entrants) lines.push([name, inDigits((await bot.process.ask('usage')).memory)]);
  printTable('Memory after all that', ['', 'RSS MB'], lines);
}
