import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a program and its PostgreSQL server, and ends the program's connections at a chosen moment. */
export interface CuttingProxy {
  readonly url: string;
  /**
   * Arms it for what comes next: the program dies when it sends its message of this number (from 1 on), before
   * the server gets it, or after, so that the server acts and the answer is lost.
   */
  cutAt(message: number, isDelivered: boolean): void;
  /** True when it has cut since it was armed. */
  hasCut(): boolean;
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of a server. To a server, and so to all that is stored, a program that is killed at an
 * await looks exactly like this: the connection ends, and nothing more comes.
 */
export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let isDelivered = false;
  let cut = false;
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.end();
      });
    }
    let isGreeting = true;
    client.on('data', (bytes) => {
      // The greeting of a connection is no message of the program.
      if (isGreeting || left === Number.POSITIVE_INFINITY) {
        isGreeting &&= !isReady;
        upstream.write(bytes);
        return;
      }
      left -= 1;
      if (left > 0) {
        upstream.write(bytes);
        return;
      }
      cut = true;
      left = Number.POSITIVE_INFINITY;
      if (isDelivered) upstream.write(bytes, () => setTimeout(endAll, 30));
      else endAll();
    });
    let isReady = false;
    upstream.on('data', (bytes) => {
      // "Ready for query": the greeting is over.
      isReady ||= bytes.includes(Buffer.from([0x5a, 0, 0, 0, 5]));
      if (isReady) isGreeting = false;
      // After a cut no answer gets through.
      if (!cut) client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAt(message, delivered) {
      left = message;
      isDelivered = delivered;
      cut = false;
    },
    hasCut: () => cut,
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
