import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, Registry } from 'prom-client';
import { components } from '../fault-log.ts';
import type { FaultCounts } from './fault-counts.ts';

/** How the program is, as exactly as it knows. */
export interface Readings {
  readonly memoryBytes: number;
  /** The slowest hundredth of the event loop's turns since the last reading. */
  readonly loopDelayMilliseconds: number;
}

/** Readings change only this often, so that no change can be laid beside somebody's visit. */
const readEveryMilliseconds = 15 * 60_000;

const memorySteps = [128, 256, 384, 512, 768, 1024, 1536, 2048, 4096, 8192];
const delaySteps = [50, 100, 250, 500, 1000, 5000];

/**
 * Readings in steps so wide that one person's visit does not show: memory in the smallest step (in
 * megabytes) that holds it, delays (in milliseconds) likewise. Nothing counts updates, chats or answers.
 */
export function coarse({ memoryBytes, loopDelayMilliseconds }: Readings) {
  return {
    memoryMegabytes: stepFor(memoryBytes / 1024 ** 2, memorySteps),
    loopDelayMilliseconds: stepFor(loopDelayMilliseconds, delaySteps),
  };
}

/** What Prometheus may see. `text` is the whole answer. */
export interface Metrics {
  text(): Promise<string>;
  stop(): void;
}

/** @param now milliseconds since 1970 */
export function createMetrics(faults: Pick<FaultCounts, 'completed'>, now: () => number): Metrics {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const memory = gauge(
    'zont_memory_megabytes_at_most',
    'Memory of the process, the next step up, read every 15 minutes.',
  );
  const delay = gauge(
    'zont_event_loop_delay_milliseconds_at_most',
    'The slowest hundredth of turns, the next step up, read every 15 minutes.',
  );
  const faulted = gauge('zont_faults', 'Faults since the start, up to the end of the last full hour.', ['component']);
  const loop = monitorEventLoopDelay({ resolution: 50 });
  loop.enable();
  let readAt = Number.NEGATIVE_INFINITY;

  function read(): void {
    if (now() - readAt < readEveryMilliseconds) return;
    readAt = now();
    const readings = coarse({
      memoryBytes: process.memoryUsage.rss(),
      loopDelayMilliseconds: loop.count > 0 ? loop.percentile(99) / 1_000_000 : 0,
    });
    loop.reset();
    memory.set(readings.memoryMegabytes);
    delay.set(readings.loopDelayMilliseconds);
  }

  return {
    text() {
      read();
      const completed = faults.completed();
      for (const component of components) faulted.set({ component }, completed[component]);
      return registry.metrics();
    },
    stop: () => void loop.disable(),
  };
}

/** The smallest step that is no less; beyond the last one the last. */
const stepFor = (value: number, steps: readonly number[]): number =>
  steps.find((step) => value <= step) ?? (steps.at(-1) as number);
