import { lstatSync } from 'node:fs';
import process from 'node:process';
import { ConfigError } from './config.ts';

/**
 * Puts the lines of `.env` into the environment, where the program was started beside one; what the environment has
 * already stays.
 * @throws ConfigError when it is there and cannot be read
 */
export function readSettingsFile(): void {
  try {
    process.loadEnvFile('.env');
  } catch {
    // Node says of each fault that there is no such file. Also a link that leads nowhere was meant to be read.
    if (lstatSync('.env', { throwIfNoEntry: false })) throw new ConfigError([unreadable]);
  }
}

const unreadable =
  'Cannot read .env: it must be a file of the user who runs Zont. Give it to that user: chown, chmod 400.';
