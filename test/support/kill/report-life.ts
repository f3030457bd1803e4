import { createHash } from 'node:crypto';
import { createReportStore } from '../../../db/reports/index.ts';
import { testKeyring } from '../keyrings.ts';
import { fastStretch, someReport } from '../report-room.ts';
import { type DatabasePlace, openAt } from './database-place.ts';
import { type Death, say, watched } from './watched.ts';

/** A program that confirms, withdraws, folds and freezes, and is killed while it does. */
export interface ReportLife {
  readonly place: DatabasePlace;
  readonly keysDirectory: string;
  /** Days, in milliseconds since 1970: for what comes in, for the fold, and for the freeze. */
  readonly days: readonly [number, number, number];
  /** The number of the first report. */
  readonly first: number;
  /** None: it lives. */
  readonly dies: Death | null;
}

export const reportsPerLife = 6;
export const nonceOf = (number: number) => createHash('sha256').update(`nonce ${number}`).digest().subarray(0, 16);
export const flatNoise = (limit: number) => limit - 1;

export async function live(life: ReportLife): Promise<void> {
  const { place, dies, first, days } = life;
  const opened = await openAt(place);
  let day = days[0];
  const { desk, jobs } = createReportStore({
    db: opened.db,
    keyring: testKeyring('reports'),
    keysDirectory: life.keysDirectory,
    now: () => day,
    stretch: fastStretch,
    random: flatNoise,
  });
  const perform = (name: string, operation: () => Promise<unknown>) => watched(name, dies, operation);
  const confirm = (number: number) => desk.confirm(someReport(), nonceOf(number));
  const withdraw = async (number: number) => {
    const sent = await confirm(number);
    if (sent.ok) await desk.withdraw(sent.value.code);
  };
  for (let number = first; number < first + reportsPerLife; number++) {
    await perform(`confirm-${number - first}`, () => confirm(number));
  }
  await perform('withdraw-0', () => withdraw(first));
  day = days[1];
  await perform('fold', () => jobs.fold());
  await perform('withdraw-1', () => withdraw(first + 1));
  day = days[2];
  await perform('freeze', () => jobs.freeze());
  say('lives');
  await opened.close();
}

if (process.env.REPORT_LIFE) await live(JSON.parse(process.env.REPORT_LIFE));
