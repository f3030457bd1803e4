import { type Finding, fine, look, must } from './finding.ts';

/** What must not be written down by the server, and what must be: the settings of docs/operators.md. */
const wanted: Readonly<Record<string, { readonly values: readonly string[]; readonly why: string }>> = {
  log_statement: { values: ['none'], why: 'the log would tell when people come' },
  log_min_duration_statement: { values: ['-1'], why: 'the log would tell when people come' },
  log_min_duration_sample: { values: ['-1'], why: 'the log would tell when people come' },
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
    ...wrong.map(([name, { values, why }]) =>
      must('database', `Set ${name} = ${values[0]} in postgresql.conf and reload the server: otherwise ${why}.`),
    ),
    ...(wrong.length === 0 && version >= oldestVersion ? [fine('database', 'PostgreSQL is set as it should be.')] : []),
  ];
}
