import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compiledProgram } from '../../../bot/compiled-program.js';
import type { BackupLife } from './backup-life.ts';
import type { BookingLife } from './booking-life.ts';
import type { ReportLife } from './report-life.ts';

interface Lives {
  readonly backup: BackupLife;
  readonly booking: BookingLife;
  readonly report: ReportLife;
}

/** What a program said, line by line, and whether it was killed. */
export interface Ended {
  readonly lines: readonly string[];
  readonly wasKilled: boolean;
}

/**
 * Runs one of the programs of this folder to its end.
 * @param killAfter milliseconds from its first line on to a kill -9; null: it lives, or dies where its life says
 * @throws Error with what it complained of, when it failed by itself
 */
export async function runLife<Name extends keyof Lives>(
  name: Name,
  life: Lives[Name],
  killAfter: number | null = null,
): Promise<Ended> {
  const child = spawn(process.execPath, [await compiled(name)], {
    env: { ...process.env, [`${name.toUpperCase()}_LIFE`]: JSON.stringify(life) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complaint] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // The time runs from the first operation: before it there is nothing to lose.
    if (said === '' && killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
    said += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code) throw new Error(complaint);
  return { lines: said.split('\n').slice(0, -1), wasKilled: signal === 'SIGKILL' };
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Translating it at every start would cost more than its life. */
const compiled = async (name: keyof Lives): Promise<string> =>
  fileURLToPath(
    await compiledProgram(here(`./${name}-life.ts`), here(`../../../node_modules/.cache/zont-lives/${name}`), [
      here('./effects.js'),
    ]),
  );
