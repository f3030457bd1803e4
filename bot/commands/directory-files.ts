import { FaultyDirectory, loadSeedDirectory } from '../../db/seed/directory/index.ts';
import type { DirectoryFile } from '../../db/seed/directory/schema.ts';
import { CommandFault } from './terminal.ts';

/**
 * The directory of the program's own files.
 * @throws CommandFault that names every fault of the files with its place
 */
export function readDirectoryFiles(): readonly DirectoryFile[] {
  try {
    return loadSeedDirectory();
  } catch (error) {
    throw error instanceof FaultyDirectory ? new CommandFault(error.message) : error;
  }
}
