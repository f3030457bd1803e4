import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An update on its way from Telegram to whoever stands behind the address of the webhook. */
export interface CarriedUpdate {
  readonly id: number;
  /** Brings it to the program at a port; answers the status, 502 when nobody took it. */
  to(port: number): Promise<number>;
}

/** What stands between Telegram and the programs, as a proxy does in front of two of them. */
export interface Carrier {
  /** For WEBHOOK_URL. */
  readonly url: string;
  /** What becomes of an update; the status that Telegram hears. */
  carry: (update: CarriedUpdate) => Promise<number>;
  close(): Promise<void>;
}

/** Starts a carrier that refuses everything until it is told what to do. */
export async function startCarrier(): Promise<Carrier> {
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { update_id: id } = JSON.parse(body.toString('utf8')) as { update_id: number };
    response.writeHead(await carrier.carry({ id, to: (port) => bring(request, body, port) })).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const carrier: Carrier = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    carry: async () => 503,
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
  return carrier;
}

function bring(from: IncomingMessage, body: Buffer, port: number): Promise<number> {
  const { host: _, connection: __, ...headers } = from.headers;
  return new Promise((resolve) => {
    const options = { method: 'POST', host: '127.0.0.1', port, path: from.url, headers, agent: false } as const;
    const request = httpRequest(options, (response) => {
      response.resume().on('close', () => resolve(response.statusCode ?? 502));
    });
    request.on('error', () => resolve(502));
    request.end(body);
  });
}
