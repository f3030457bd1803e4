import { createReportStore, type ReportStore } from '../../db/reports/index.ts';
import type { ProgramParts } from './program-command.ts';

/** The reports of a program; all that two stores of them share stands in the database and the keys. */
export const reportsOf = ({ config, db, keyring, now }: ProgramParts): ReportStore =>
  createReportStore({ db, keyring, keysDirectory: config.keysDirectory, now });
