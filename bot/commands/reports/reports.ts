import { Command } from 'commander';
import type { Run } from '../program-command.ts';
import { bundleCommand } from './bundle.ts';
import { deliverCommand } from './deliver.ts';
import { resumeCommand, stopCommand } from './stop.ts';

/** `zont reports …`: how reports reach their organisation, and its answers the people. */
export const reportsCommand = (run: Run): Command =>
  new Command('reports')
    .description('reports: bundle and deliver, stop and resume here; open and answer at the organisation')
    .addCommand(bundleCommand(run))
    .addCommand(deliverCommand(run))
    .addCommand(stopCommand(run))
    .addCommand(resumeCommand(run));
