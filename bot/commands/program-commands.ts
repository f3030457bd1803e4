import { feedbackCommand } from './feedback.ts';
import { hoursCommand } from './hours/hours.ts';
import type { ProgramCommand } from './program-command.ts';

/** Every command that needs the database. Add yours here; docs/architecture.md tells how. */
export const programCommands: readonly ProgramCommand[] = [feedbackCommand, hoursCommand];
