import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../db/client.ts';
import { createReportStore } from '../../../db/reports/index.ts';
import { Secret } from '../../../domain/secret.ts';
import { testKeyring } from '../keyrings.ts';
import { fastStretch, someReport } from '../report-room.ts';
import { watched } from './watched.ts';

/**
 * A program that confirms, withdraws, folds and freezes, and is killed while it does. It says what it
 * begins and what it has done; what stands between the two may have happened or not.
 */
export interface ReportLife {
  readonly database: { readonly directory: string } | { readonly url: string };
  readonly keysDirectory: string;
  /** Days, in milliseconds since 1970: for what comes in, for the fold, and for the freeze. */
  readonly days: readonly [number, number, number];
  /** The number of the first report. */
  readonly first: number;
  /** At which operation it dies, and at how manieth continuation of a promise; none: it lives. */
  readonly dies: { readonly at: string; readonly step: number } | null;
}

export const reportsPerLife = 6;
export const nonceOf = (number: number) => createHash('sha256').update(`nonce ${number}`).digest().subarray(0, 16);
export const flatNoise = (limit: number) => limit - 1;

const say = (line: string) => writeSync(1, `${line}\n`);

export async function live(life: ReportLife): Promise<void> {
  const { database, dies, first, days } = life;
  const opened = await openDatabase(
    'url' in database ? { kind: 'postgres', url: new Secret(database.url) } : { kind: 'embedded', ...database },
  );
  let day = days[0];
  const { desk, jobs } = createReportStore({
    db: opened.db,
    keyring: testKeyring('reports'),
    keysDirectory: life.keysDirectory,
    now: () => day,
    stretch: fastStretch,
    random: flatNoise,
  });
  const perform = async (name: string, number: number, operation: () => Promise<unknown>) => {
    say(`begins ${name} ${number}`);
    const [, steps] = await watched(dies?.at === name ? dies.step : null, operation);
    say(`did ${name} ${number} ${steps}`);
  };
  const confirm = (number: number) => desk.confirm(someReport(), nonceOf(number));
  const withdraw = async (number: number) => {
    const sent = await confirm(number);
    if (sent.ok) await desk.withdraw(sent.value.code);
  };
  for (let number = first; number < first + reportsPerLife; number++) {
    await perform('confirm', number, () => confirm(number));
  }
  await perform('withdraw-waiting', first, () => withdraw(first));
  day = days[1];
  await perform('fold', first, () => jobs.fold());
  await perform('withdraw-folded', first + 1, () => withdraw(first + 1));
  day = days[2];
  await perform('freeze', first, () => jobs.freeze());
  say('lives');
  await opened.close();
}

if (process.env.REPORT_LIFE) await live(JSON.parse(process.env.REPORT_LIFE));
