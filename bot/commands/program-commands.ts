import { backupCommand } from './backup.ts';
import { countsCommand } from './counts.ts';
import { directoryCommand } from './directory/directory.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { feedbackCommand } from './feedback.ts';
import { hoursCommand } from './hours/hours.ts';
import { jobsCommand } from './jobs.ts';
import type { ProgramCommand } from './program-command.ts';
import { keysCommand } from './receiving-keys/keys.ts';
import { reportsCommand } from './reports/reports.ts';

/** Every command that needs the database. Add yours here; docs/architecture.md tells how. */
export const programCommands: readonly ProgramCommand[] = [
  feedbackCommand,
  hoursCommand,
  directoryCommand,
  keysCommand,
  reportsCommand,
  countsCommand,
  jobsCommand,
  backupCommand,
  doctorCommand,
];
