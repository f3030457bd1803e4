import type { OpenDatabase } from '../db/client.ts';
import type { ReportDesk } from '../domain/report-desk.ts';
import type { ChannelOptions, OpenedChannel } from './channels/channel.ts';
import type { FaultLog } from './fault-log.ts';
import type { Schedule } from './jobs/start-repeating.ts';

/** What tests put in the place of the world outside. */
export interface Outside {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly faults: FaultLog;
  /** The way to people. */
  readonly channel: (options: ChannelOptions) => OpenedChannel;
  /** The database, when somebody has begun to open it already. */
  readonly opening: Promise<OpenDatabase>;
  /** Waits between tries, in milliseconds. */
  readonly retryAfter: readonly number[];
  /** In place of the desk on the database. */
  readonly desk: ReportDesk;
  /** Waits for the next moment of an exercise. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Runs the sweeper; answers how to end that. */
  readonly everyTenMinutes: Schedule;
  /** The same for what people are told of their hours, and for what is forgotten. */
  readonly everyMinute: Schedule;
}
