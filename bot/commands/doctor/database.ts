import { type Finding, fine, look, must } from './finding.ts';

interface Wanted {
  readonly values: readonly string[];
  /** What happens otherwise. */
  readonly why: string;
  /** True where the server reads it at its start alone. */
  readonly atStart?: true;
}

const tellsWhen = 'the log would tell when people come';

/** What must not be written down by the server, and what must be: the settings of docs/operators.md. */
const wanted: Readonly<Record<string, Wanted>> = {
  log_statement: { values: ['none'], why: tellsWhen },
  log_duration: { values: ['off'], why: tellsWhen },
  log_min_duration_statement: { values: ['-1'], why: tellsWhen },
  log_min_duration_sample: { values: ['-1'], why: tellsWhen },
  log_transaction_sample_rate: { values: ['0'], why: tellsWhen },
  // These write a line for each statement, too.
  log_statement_stats: { values: ['off'], why: tellsWhen },
  log_parser_stats: { values: ['off'], why: tellsWhen },
  log_planner_stats: { values: ['off'], why: tellsWhen },
  log_executor_stats: { values: ['off'], why: tellsWhen },
  track_commit_timestamp: {
    values: ['off'],
    why: 'the database would keep when each report and booking came',
    atStart: true,
  },
  log_parameter_max_length: { values: ['0'], why: 'the log would hold what is stored' },
  log_parameter_max_length_on_error: { values: ['0'], why: 'the log would hold what is stored' },
  synchronous_commit: {
    values: ['on', 'local', 'remote_write', 'remote_apply'],
    why: 'what people were told is kept would be lost in a crash',
  },
  fsync: { values: ['on'], why: 'a power cut would destroy the database' },
  full_page_writes: { values: ['on'], why: 'a power cut could destroy the database' },
};

export const wantedSettings = Object.keys(wanted);
const oldestVersion = 150_000;

/** @param settings of the server by name; null for the embedded database */
export function judgeDatabase(settings: ReadonlyMap<string, string> | null): readonly Finding[] {
  if (settings === null) {
    return [look('database', 'The embedded database can lose data in a power cut. For service set DATABASE_URL.')];
  }
  const version = Number(settings.get('server_version_num'));
  const wrong = Object.entries(wanted).filter(([name, { values }]) => !values.includes(settings.get(name) ?? ''));
  return [
    ...(version >= oldestVersion ? [] : [must('database', 'PostgreSQL is older than 15. Install a newer one.')]),
    ...wrong.map(([name, { values, why, atStart }]) =>
      must(
        'database',
        `Set ${name} = ${values[0]} in postgresql.conf and ${atStart ? 'restart' : 'reload'} the server: otherwise ${why}.`,
      ),
    ),
    ...(wrong.length === 0 && version >= oldestVersion ? [fine('database', 'PostgreSQL is set as it should be.')] : []),
  ];
}
