import type { BenchSetting, Bot, DatabaseName } from '../bench-setting.ts';
import { growChats, growDirectory, type Home } from '../database.ts';
import { inDigits, median } from '../figures.ts';
import { type Load, type Phase, playRound, type Round, ratioOf, samplesOf, summaryOf } from '../phase.ts';
import { playUntil } from '../play-until.ts';
import { type Cell, printTable } from '../table.ts';

interface Size {
  readonly name: string;
  readonly bot: Bot;
}

const few = 100;

/** What a press and a `/start` cost when there is more of everything. */
export async function measureGrowth(setting: BenchSetting, isQuick: boolean): Promise<void> {
  for (const database of isQuick ? (['PGlite'] as const) : setting.databases) {
    await measureOn(setting, database, isQuick);
  }
}

async function measureOn(setting: BenchSetting, database: DatabaseName, isQuick: boolean): Promise<void> {
  const many = isQuick ? 1_000 : 10_000;
  const sizes: Size[] = [];
  const add = async (name: string, people: number, grow: (home: Home) => Promise<void>) => {
    const bot = await startGrown(setting, database, grow);
    await setting.crowd.ask('fill', bot.stage, { people });
    sizes.push({ name, bot });
  };
  await add(`${few} chats`, few, (home) => growChats(home, few));
  await add(`${many.toLocaleString('en')} chats`, many, (home) => growChats(home, many));
  const rows = isQuick ? 100_000 : 1_000_000;
  await add(`${few} chats beside ${rows.toLocaleString('en')} others`, few, (home) => growChats(home, rows));
  await add(`${few} chats, directory × 10`, few, async (home) => {
    await growChats(home, few);
    await growDirectory(home, 10);
  });

  const load: Load = { people: 40, isCrowd: true, latency: 0, times: isQuick ? 2 : 6 };
  const rounds: Round[][] = sizes.map(() => []);
  // Who has been filled with many chats runs compiled; the others must, too.
  for (const { bot } of sizes) await playRound(setting, bot, { ...load, times: isQuick ? 4 : 10 });
  await playUntil(isQuick ? 3 : 6, isQuick ? 3 : 9, async () => {
    for (const [index, { bot }] of sizes.entries()) rounds[index]?.push(await playRound(setting, bot, load));
  });
  const lines: Cell[][] = [];
  for (const [index, { name, bot }] of sizes.entries()) {
    lines.push(await lineOf(name, bot, rounds[index] ?? [], rounds[0] ?? []));
  }
  printTable(`Growth on ${database}, 40 people at once`, head, lines);
  await Promise.all(sizes.map(({ bot }) => bot.process.end()));
}

const head = [
  '',
  'press p50 ms',
  'press CPU ms',
  'walk CPU ms',
  '× p50',
  '× press CPU',
  '× list p50',
  '× walk CPU',
  'RSS MB',
];

async function lineOf(name: string, bot: Bot, rounds: readonly Round[], base: readonly Round[]): Promise<Cell[]> {
  const tours = (of: readonly Round[]) => of.map(({ tour }) => tour);
  const walks = (of: readonly Round[]) => of.map(({ startWalk }) => startWalk);
  const ratio = (phasesOf: (of: readonly Round[]) => readonly Phase[], figure: (phase: Phase) => number) => {
    const value = rounds === base ? null : ratioOf(phasesOf(rounds), phasesOf(base), figure);
    return value === null ? null : inDigits(value);
  };
  const tour = summaryOf(tours(rounds));
  return [
    name,
    inDigits(tour.p50),
    inDigits(tour.cpu),
    inDigits(summaryOf(walks(rounds)).cpu),
    ratio(tours, (phase) => median(samplesOf(phase))),
    ratio(tours, (phase) => phase.cpu),
    ratio(tours, (phase) => median(samplesOf(phase, 'list'))),
    ratio(walks, (phase) => phase.cpu),
    inDigits((await bot.process.ask('usage')).memory),
  ];
}

/** A Zont on a database that has been made larger behind its back. */
async function startGrown(
  setting: BenchSetting,
  database: DatabaseName,
  grow: (home: Home) => Promise<void>,
): Promise<Bot> {
  const home = await setting.preparedHome(database);
  await grow(home);
  return setting.startZont(home);
}
