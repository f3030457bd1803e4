import { Command } from 'commander';
import type { Run } from '../program-command.ts';
import { addKeyCommand } from './add.ts';
import { listKeysCommand } from './list.ts';
import { retireKeyCommand } from './retire.ts';

/** `zont keys …`: the keys with which organisations read reports. Their other half is never here. */
export const keysCommand = (run: Run): Command =>
  new Command('keys')
    .description('keys of organisations that read reports: make and sign at home; add, list and retire here')
    .addCommand(addKeyCommand(run))
    .addCommand(listKeysCommand(run))
    .addCommand(retireKeyCommand(run));
