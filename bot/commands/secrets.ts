import { Argument, Command } from 'commander';
import { hasRootKey, openKeyring } from '../../db/keyring.ts';
import { KeysFault } from '../../db/keys-fault.ts';
import { type RotatableSecret, retiredAfterDays, rotatableSecrets, rotateSecret } from '../../db/secret-files.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';

export interface SecretsOptions {
  readonly print: (line: string) => void;
  readonly readKeysDirectory: () => string;
  readonly today: () => CalendarDay;
}

/** `zont secrets rotate <name>`: a new key for one thing; what the old one has sealed is carried over. */
export function secretsCommand({ print, readKeysDirectory, today }: SecretsOptions): Command {
  const names = Object.keys(rotatableSecrets);
  const rotate = new Command('rotate')
    .description('make a new key; people keep their settings and go on where they were')
    .addArgument(new Argument('<name>', 'whose key').choices(names))
    .action((name: RotatableSecret, _: unknown, command: Command) => {
      try {
        const directory = readKeysDirectory();
        if (!hasRootKey(directory)) throw new KeysFault(noKeys(directory));
        // What is wrong with the keys that are there should be known before there is one more.
        openKeyring(directory);
        const number = rotateSecret(directory, name, today());
        print(
          `Key ${number} of "${name}" is made. Stop Zont now and start it again, every process of it: it serves from then on.`,
        );
        print(
          `The former key opens what it has sealed for ${retiredAfterDays(name)} days, and is then deleted. Keep no copy of it after that.`,
        );
      } catch (error) {
        command.error(error instanceof Error ? error.message : 'The key cannot be made.');
      }
    });
  return new Command('secrets').description('the keys of the program itself').addCommand(rotate);
}

const noKeys = (directory: string) =>
  `There is no zont.key in ${directory}. Is its disk mounted, and KEYS_DIRECTORY right? A new Zont makes it at its first start.`;
