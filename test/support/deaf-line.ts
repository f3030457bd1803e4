import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a PostgreSQL server of which single connections can be cut when the server has done what it was told. */
export interface DeafLine {
  /** The address of the database by this line. */
  readonly url: string;
  /** Cuts a connection in place of the answer to the next COMMIT behind a statement that bears these words. */
  cutCommitOf(words: string): void;
  close(): Promise<void>;
}

export async function startDeafLine(database: string): Promise<DeafLine> {
  const target = new URL(database);
  const sockets = new Set<Socket>();
  let cutBehind: string | null = null;

  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket.on('error', () => {}));
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    /** The name under which the client has prepared it. */
    let commit: string | undefined;
    let isToCut = false;
    let isCut = false;
    client.on('data', (piece) => {
      const text = piece.toString('latin1');
      commit ??= /(\w+)\0commit\0/.exec(text)?.[1];
      if (cutBehind !== null && text.includes(cutBehind)) {
        isToCut = true;
        cutBehind = null;
      }
      if (isToCut && commit && text.includes(`\0${commit}\0`)) isCut = true;
      server.write(piece);
    });
    server.on('data', (piece) => {
      if (isCut) client.resetAndDestroy();
      else client.write(piece);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.port = String((listener.address() as AddressInfo).port);
  return {
    url: url.href,
    cutCommitOf(words) {
      cutBehind = words;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
