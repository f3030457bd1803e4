import { type Component, components, type FaultLog } from '../fault-log.ts';

/** Faults of the hours that are over, by component. */
export interface FaultCounts {
  /** A log that counts what it writes. */
  readonly log: FaultLog;
  /** So many faults since the start, up to the end of the last full hour: no finer than the log's own lines. */
  completed(): Readonly<Record<Component, number>>;
}

export function createFaultCounts(log: FaultLog, now: () => number): FaultCounts {
  const completed = zeros();
  const ofThisHour = zeros();
  let hour = hourOf(now());

  function turn(): void {
    if (hourOf(now()) === hour) return;
    hour = hourOf(now());
    for (const component of components) {
      completed[component] += ofThisHour[component];
      ofThisHour[component] = 0;
    }
  }

  return {
    log: {
      report(event, component, error) {
        turn();
        ofThisHour[component] += 1;
        return log.report(event, component, error);
      },
    },
    completed() {
      turn();
      return { ...completed };
    },
  };
}

const hourOf = (milliseconds: number) => Math.floor(milliseconds / 3_600_000);
const zeros = () => Object.fromEntries(components.map((component) => [component, 0])) as Record<Component, number>;
