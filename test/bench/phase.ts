import type { BenchSetting, Bot } from './bench-setting.ts';
import type { Seen } from './crowd/crowd-process.ts';
import { median, percentile } from './figures.ts';

/** What one phase of one round has cost. */
export interface Phase extends Seen {
  /** Processor milliseconds of the bot's process for one update. */
  readonly cpu: number;
  readonly queries: number;
}

/** How many people come, and how far away Telegram is. */
export interface Load {
  readonly people: number;
  /** True: all at the same time; false: one after another. */
  readonly isCrowd: boolean;
  readonly latency: number;
  /** How long a person looks at a screen before the next press. */
  readonly pause?: number;
  /** How often each tour is made. */
  readonly times: number;
}

export interface Round {
  readonly startWalk: Phase;
  /** Presses of people whom the bot knows. */
  readonly tour: Phase;
}

/** One round: new people walk in, and press on. */
export async function playRound(setting: BenchSetting, bot: Bot, load: Load): Promise<Round> {
  const { crowd } = setting;
  const { people, latency, times, pause = 0 } = load;
  const atOnce = load.isCrowd ? people : 1;
  const startWalk = await measured(bot, () => crowd.ask('startWalk', bot.stage, { people, latency, pause, atOnce }));
  const tour = await measured(bot, () => crowd.ask('tour', bot.stage, { people: atOnce, times, pause }));
  return { startWalk, tour };
}

/** So many presses a second of people whom the bot knows, for some seconds. */
export const playStream = (
  { crowd }: BenchSetting,
  bot: Bot,
  stream: { readonly people: number; readonly perSecond: number; readonly seconds: number },
): Promise<Phase> => measured(bot, () => crowd.ask('stream', bot.stage, stream));

async function measured(bot: Bot, perform: () => Promise<Seen>): Promise<Phase> {
  const before = await bot.process.ask('usage');
  const seen = await perform();
  const after = await bot.process.ask('usage');
  return { ...seen, cpu: (after.cpu - before.cpu) / seen.updates, queries: after.queries - before.queries };
}

/** Milliseconds to the answer, of one step or of all. */
export function samplesOf(phase: Phase, step?: string): readonly number[] {
  return step === undefined ? Object.values(phase.samples).flat() : (phase.samples[step] ?? []);
}

/** Medians over rounds; the 99th percentile over all samples, since one round has too few. */
export function summaryOf(phases: readonly Phase[], step?: string) {
  return {
    p50: median(phases.map((phase) => median(samplesOf(phase, step)))),
    p99: percentile(
      phases.flatMap((phase) => samplesOf(phase, step)),
      0.99,
    ),
    perSecond: median(phases.map(({ updates, milliseconds }) => (updates / milliseconds) * 1_000)),
    cpu: median(phases.map(({ cpu }) => cpu)),
    queries: median(phases.map(({ queries, updates }) => queries / updates)),
  };
}

/** The median of the ratios within each round: what slows the whole machine slows both sides. */
export function ratioOf(
  phases: readonly Phase[],
  base: readonly Phase[],
  figure: (phase: Phase) => number,
): number | null {
  return phases === base ? null : median(phases.map((phase, round) => figure(phase) / figure(base[round] as Phase)));
}
