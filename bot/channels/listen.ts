import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

const HOST = '127.0.0.1';

/** Serves the app on this computer only. Rejects with an Error that says in words what to do. */
export async function listen(app: Hono, port: number): Promise<{ readonly server: Server; readonly port: number }> {
  if (port !== 0 && (await answersOnIpv6(port))) throw inUse(port);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, HOST, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends the server; open streams must be closed before. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * A browser tries `localhost` on IPv6 first. A program that listens there would get the person's words
 * although our own port, on IPv4, is free.
 */
function answersOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '::1', port, timeout: 500 });
    const end = (answers: boolean) => () => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return inUse(port);
  if (error.code === 'EACCES') {
    return new Error(`This user may not open port ${port}. Choose a port above 1024: PORT=3001 npm start`);
  }
  return new Error(
    `Port ${port} could not be opened (${error.code ?? 'unknown reason'}). Choose another: PORT=3001 npm start`,
  );
}

function inUse(port: number): Error {
  const other = port === 3001 ? 3002 : 3001;
  return new Error(`Port ${port} is in use. Stop the other program or choose another port: PORT=${other} npm start`);
}
