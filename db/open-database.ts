import type { Secret } from '../domain/secret.ts';
import type { OpenDatabase } from './client.ts';
import { oneProcess, type ProcessGroup } from './process-group.ts';

/** A server by its address, or an embedded database in a directory. */
export type DatabaseLocation =
  | { readonly kind: 'postgres'; readonly url: Secret<string> }
  | { readonly kind: 'embedded'; readonly directory: string };

/**
 * Opens the database and brings its tables up to date. Only the driver that is needed is loaded.
 * @param until brings them only to this state, for rows of that time
 * @throws Error in words for the operator when it cannot be reached, is in use, or refuses
 */
export async function openDatabase(location: DatabaseLocation, until?: number): Promise<OpenDatabase> {
  if (location.kind === 'postgres') {
    const { openServer } = await import('./postgres-server.ts');
    return openServer(location.url, until);
  }
  const { openEmbedded } = await import('./embedded-database.ts');
  return openEmbedded(location.directory, until);
}

/** The processes that work on this database; the embedded one lets in no second. */
export async function openProcessGroup(location: DatabaseLocation): Promise<ProcessGroup> {
  if (location.kind === 'embedded') return oneProcess;
  const { createServerProcessGroup } = await import('./server-process-group.ts');
  return createServerProcessGroup(location.url);
}
