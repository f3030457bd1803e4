import { type HolderKey, isOpenToAll, openHolderKey } from '../../../db/reports/holder-key.ts';
import { CommandFault, type LocalTerminal } from '../terminal.ts';

/** A passphrase is tried offline by whoever steals the file: words, not a word. */
const shortestPassphrase = 16;

/** Opens a key file; its passphrase is asked for.
 * @throws CommandFault in words when it cannot be opened
 */
export async function openKeyFile(path: string, terminal: LocalTerminal): Promise<HolderKey> {
  const file = await terminal.readFile(path);
  const isOpen = isOpenToAll(file);
  const passphrase = isOpen ? null : await terminal.askSecretly(`Passphrase of ${path}: `);
  if (passphrase === null && !isOpen) throw new CommandFault('Without the passphrase nothing can be opened.');
  const key = await openHolderKey(file, passphrase);
  if (!key)
    throw new CommandFault(
      `${path} does not open. Either the passphrase is another one (mind keyboard and capitals, and try again), or this is no key file of Zont, or it is damaged: then take your copy of it.`,
    );
  return key;
}

/** Asks for a new passphrase, twice.
 * @throws CommandFault in words when it is too short, or typed differently
 */
export async function askNewPassphrase(terminal: LocalTerminal): Promise<string> {
  terminal.print('Choose a passphrase: five or six words that do not belong together. Nobody can give it back to you.');
  const passphrase = await terminal.askSecretly('Passphrase (it does not appear): ');
  if (passphrase === null || [...passphrase].length < shortestPassphrase)
    throw new CommandFault(
      `It must have at least ${shortestPassphrase} characters. Nothing was made: please begin again.`,
    );
  if ((await terminal.askSecretly('The same again: ')) !== passphrase)
    throw new CommandFault('The two are different. Nothing was made: please begin again.');
  return passphrase;
}
