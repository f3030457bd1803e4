import type { BenchSetting, Bot, DatabaseName, Way } from '../bench-setting.ts';
import { inDigits, median } from '../figures.ts';
import { type Goal, printGoals } from '../goals.ts';
import { type Load, type Phase, playRound, playStream, type Round, ratioOf, samplesOf, summaryOf } from '../phase.ts';
import { playUntil } from '../play-until.ts';
import { type Cell, printTable } from '../table.ts';

interface Entrant {
  readonly name: string;
  readonly bot: Bot;
  /** Null for a bare bot. */
  readonly database: DatabaseName | null;
  readonly way: Way;
}

interface Race {
  readonly title: string;
  readonly load: Load;
  readonly seconds: number;
  /** Whether each kind of screen gets a line of its own. */
  readonly isByStep: boolean;
}

const mostRounds = 15;
const crowdAtHand = '40 people at once, Telegram at 0 ms';
const crowdFarAway = '150 people at once, Telegram at 50 ms';

/** With a distant Telegram almost all is waiting: few presses say enough. */
const races = (isQuick: boolean): readonly Race[] => [
  {
    title: 'One person after another, Telegram at 0 ms',
    load: { people: 4, isCrowd: false, latency: 0, times: isQuick ? 8 : 20 },
    seconds: isQuick ? 3 : 15,
    isByStep: true,
  },
  {
    title: crowdAtHand,
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
    title: crowdFarAway,
    // Long enough that its beginning and end, when few are under way, count for little.
    load: { people: 150, isCrowd: true, latency: 50, times: isQuick ? 1 : 6 },
    seconds: isQuick ? 1 : 15,
    isByStep: false,
  },
];

const head = ['', 'p50 ms', 'p99 ms', 'updates/s', 'CPU ms', 'queries', '× p50', '× updates/s', '× CPU'];

/**
 * Presses and `/start` over the wire, beside a bare grammY bot.
 * @returns what is broken of what must stay true
 */
export async function measurePresses(setting: BenchSetting, isQuick: boolean): Promise<readonly string[]> {
  const entrants = await startEntrants(setting);
  // The first presses of a process run uncompiled.
  const warmUp: Load = { people: 40, isCrowd: true, latency: 0, times: isQuick ? 2 : 8 };
  for (const { bot } of entrants) await playRound(setting, bot, warmUp);

  const faults: string[] = [];
  const goals: Goal[] = [];
  for (const race of races(isQuick)) {
    const rounds = await play(setting, entrants, race);
    printTable(`${race.title} (${rounds[0]?.length} rounds)`, head, linesOf(entrants, rounds, race));
    faults.push(...brokenPromises(entrants, rounds, race));
    goals.push(...goalsOf(entrants, rounds, race));
  }
  goals.push(...(await playStreams(setting, entrants, isQuick)));
  printGoals(goals);
  await printMemory(entrants);
  await Promise.all(entrants.map(({ bot }) => bot.process.end()));
  return faults;
}

/** Each way in has a bare bot of its own; PGlite is for one process, which polls. */
async function startEntrants(setting: BenchSetting): Promise<readonly Entrant[]> {
  const entrants: Entrant[] = [];
  for (const way of ['polling', 'webhook'] as const) {
    entrants.push({ name: `bare grammY, ${way}`, bot: await setting.startEcho(way), database: null, way });
    for (const database of setting.databases) {
      if (way === 'webhook' && database === 'PGlite') continue;
      const bot = await setting.startZont(await setting.preparedHome(database), way);
      entrants.push({ name: `Zont, ${database}, ${way}`, bot, database, way });
    }
  }
  return entrants;
}

/** The bare bot that gets its updates in the same way. */
const baseOf = (entrants: readonly Entrant[], { way }: Entrant) =>
  entrants.findIndex((other) => other.database === null && other.way === way);

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
    entrants.map((entrant, index) =>
      lineOf(`${what}: ${entrant.name}`, phases[index] ?? [], phases[baseOf(entrants, entrant)] ?? [], step),
    );
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

const perSecondOf = ({ updates, milliseconds }: Phase) => (updates / milliseconds) * 1_000;

/** The least share of a bare bot's updates a second, and what is aimed at. */
const shares: Readonly<Record<DatabaseName, readonly [number, number]>> = {
  PGlite: [0.09, 0.12],
  PostgreSQL: [0.5, 0.6],
};

function goalsOf(entrants: readonly Entrant[], rounds: readonly Round[][], race: Race): readonly Goal[] {
  return entrants.flatMap((entrant, index): Goal[] => {
    const { name, database } = entrant;
    const tours = (at: number) => (rounds[at] ?? []).map(({ tour }) => tour);
    if (database === null) return [];
    if (race.title === crowdFarAway) {
      const figure = median(tours(index).map(perSecondOf));
      return [{ what: `${race.title}: updates/s, ${name}`, figure, atLeast: 500 }];
    }
    if (race.title !== crowdAtHand) return [];
    const figure = ratioOf(tours(index), tours(baseOf(entrants, entrant)), perSecondOf) ?? Number.NaN;
    const [atLeast, aim] = shares[database];
    return [{ what: `menu and referrals, × updates/s of bare grammY, ${name}`, figure, atLeast, aim }];
  });
}

/** A hundred presses a second from people who do not wait for each other. */
async function playStreams(
  setting: BenchSetting,
  entrants: readonly Entrant[],
  isQuick: boolean,
): Promise<readonly Goal[]> {
  const stream = { people: 40, perSecond: 100, seconds: isQuick ? 2 : 10 };
  const lines: Cell[][] = [];
  const goals: Goal[] = [];
  for (const { name, bot, database } of entrants) {
    await playRound(setting, bot, { people: 40, isCrowd: true, latency: 0, times: 1 });
    const { p50, p99, cpu } = summaryOf([await playStream(setting, bot, stream)]);
    lines.push([name, inDigits(p50), inDigits(p99), inDigits(cpu)]);
    if (database) goals.push({ what: `p99 ms at 100 updates/s, ${name}`, figure: p99, atMost: 50 });
  }
  printTable('100 presses a second, Telegram at 0 ms', ['', 'p50 ms', 'p99 ms', 'CPU ms'], lines);
  return goals;
}

/** Queries of one whole `/start` walk: 5 for the command, 3 each for the answers, none for the menu. */
const walkQueries = 11;

/** What a job of every ten minutes may add to a round of some hundred presses. */
const fromJobs = 0.05;

function brokenPromises(entrants: readonly Entrant[], rounds: readonly Round[][], race: Race): readonly string[] {
  return entrants.flatMap(({ name }, index) => {
    const played = rounds[index] ?? [];
    const press = summaryOf(played.map(({ tour }) => tour)).queries;
    const walk = summaryOf(played.map(({ startWalk }) => startWalk)).queries * 4;
    return [
      ...(press > fromJobs ? [`${race.title}: ${name} makes ${press} queries for a press of a known chat, not 0`] : []),
      ...(walk > walkQueries + fromJobs * 4
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
