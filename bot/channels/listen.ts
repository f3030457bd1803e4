import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

const HOST = '127.0.0.1';

/** The setting that a port comes from. */
export type PortSetting = 'PORT' | 'CALENDAR_PORT';

/** Serves the app on this computer only. Rejects with an Error that says in words what to do, and with which setting. */
export async function listen(
  app: Hono,
  port: number,
  setting: PortSetting,
): Promise<{ readonly server: Server; readonly port: number }> {
  if (port !== 0 && (await answersOnIpv6(port))) throw inUse(port, setting);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, setting)));
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

function explain({ code }: NodeJS.ErrnoException, port: number, setting: PortSetting): Error {
  if (code === 'EADDRINUSE') return inUse(port, setting);
  if (code === 'EACCES') {
    return new Error(`This user may not open port ${port}. Choose a port above 1024: ${anotherThan(port, setting)}`);
  }
  return new Error(
    `Port ${port} could not be opened (${code ?? 'unknown reason'}). Choose another: ${anotherThan(port, setting)}`,
  );
}

const inUse = (port: number, setting: PortSetting) =>
  new Error(`Port ${port} is in use. Stop the other program or choose another port: ${anotherThan(port, setting)}`);

/** The usual ports of the two settings are apart, so that the advice for one never takes the port of the other. */
function anotherThan(port: number, setting: PortSetting): string {
  const usual = { PORT: 3001, CALENDAR_PORT: 3101 }[setting];
  return `${setting}=${port === usual ? usual + 1 : usual} npm start`;
}
