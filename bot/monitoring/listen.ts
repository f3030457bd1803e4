import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { FaultCounts } from './fault-counts.ts';

export interface MonitoringOptions {
  readonly port: number;
  readonly faults: FaultCounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asks the database anything; rejects when it does not answer. */
  readonly ask: () => Promise<unknown>;
}

/** Who does not answer within so many milliseconds is away. */
const patience = 2_000;

/**
 * Health (`/healthz`: it runs), readiness (`/readyz`: its database answers) and metrics (`/metrics`,
 * for Prometheus), for programs of this machine alone.
 * @returns how to stop
 * @throws Error in words when the port is taken
 */
export async function listenForMonitoring(options: MonitoringOptions): Promise<() => Promise<void>> {
  const { createMetrics } = await import('./metrics.ts');
  const metrics = createMetrics(options.faults, options.now);
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/healthz': async (response) => void response.end('ok\n'),
    '/readyz': async (response) => {
      const isReady = await withinPatience(options.ask());
      response.writeHead(isReady ? 200 : 503).end(isReady ? 'ready\n' : 'the database does not answer\n');
    },
    '/metrics': async (response) => {
      const text = await metrics.text();
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(text);
    },
  };
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? answers[request.url ?? ''] : undefined;
    if (!answer) return void response.writeHead(404).end();
    answer(response).catch(() => response.writeHead(500).end());
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    metrics.stop();
    throw new Error(`Cannot listen on 127.0.0.1:${options.port} (${error.code}). Choose another METRICS_PORT.`);
  });
  return async () => {
    metrics.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

async function withinPatience(answer: Promise<unknown>): Promise<boolean> {
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    alarm = setTimeout(() => resolve(false), patience);
  });
  try {
    return await Promise.race([
      answer.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(alarm);
  }
}
