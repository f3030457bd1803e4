import { execFileSync } from 'node:child_process';
import { startProgram } from '../../support/program.ts';
import type { BenchSetting, DatabaseName } from '../bench-setting.ts';
import type { Home } from '../database.ts';
import { inDigits, median } from '../figures.ts';
import { playUntil } from '../play-until.ts';
import { type Cell, printTable } from '../table.ts';

interface Start {
  readonly seconds: number;
  readonly memory: number;
}

/** Goals on an idle machine, in seconds. */
const goals = { first: 6, later: 2 };

/** Starts of the real program in a cold process, until it says that it listens. */
export async function measureStarts(setting: BenchSetting, isQuick: boolean): Promise<void> {
  const { rounds, seconds } = isQuick ? { rounds: 1, seconds: 10 } : { rounds: 5, seconds: 35 };
  const { root } = await setting.crowd.ask('open');
  const firsts = new Map<DatabaseName, Start[]>(setting.databases.map((name) => [name, []]));
  const laters = new Map<DatabaseName, Start[]>(setting.databases.map((name) => [name, []]));
  const played = await playUntil(seconds, rounds, async () => {
    for (const database of setting.databases) {
      const home = { ...(await setting.newHome(database)), TELEGRAM_API_ROOT: root, TELEGRAM_LIMITS: 'off' };
      firsts.get(database)?.push(await start(home));
      laters.get(database)?.push(await start(home));
    }
  });
  printTable(
    `Starts of a cold process, median of ${played}`,
    ['', 'seconds', 'goal', 'RSS MB'],
    setting.databases.flatMap((database) => [
      lineOf(`first, ${database}`, firsts.get(database) ?? [], goals.first),
      lineOf(`later, ${database}`, laters.get(database) ?? [], goals.later),
    ]),
  );
}

async function start(home: Home): Promise<Start> {
  const started = performance.now();
  const program = startProgram(home);
  await program.says('Zont listens', 60_000);
  const seconds = (performance.now() - started) / 1_000;
  const memory = memoryOf(program.child.pid);
  await program.ends('SIGTERM');
  return { seconds, memory };
}

function lineOf(name: string, starts: readonly Start[], goal: number): Cell[] {
  const memory = median(starts.map((one) => one.memory));
  const seconds = median(starts.map((one) => one.seconds));
  return [name, inDigits(seconds), `< ${goal}`, Number.isNaN(memory) ? null : inDigits(memory)];
}

/** Resident megabytes of another process; not a number where there is no `ps`. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;
  } catch {
    return Number.NaN;
  }
}
