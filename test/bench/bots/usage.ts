/** What a bot's process has used since it started. */
export interface Usage {
  /** Processor time in milliseconds: steadier than the clock while others use the machine. */
  readonly cpu: number;
  /** Resident memory in megabytes. */
  readonly memory: number;
  /** Statements sent to the database. */
  readonly queries: number;
}

/** The usage of this process. */
export function usageOf(queries: number): Usage {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1_000, memory: process.memoryUsage.rss() / 1_048_576, queries };
}

/** What every bot of the bench answers. */
export type MeasuredBot = {
  usage(): Usage;
};
