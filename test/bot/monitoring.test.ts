import { afterEach, describe, expect, it, vi } from 'vitest';
import { coarse } from '../../bot/monitoring/metrics.ts';
import { freePort } from '../support/program.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp | undefined;
afterEach(() => app?.stop());

async function startMonitored() {
  const port = await freePort();
  app = await startTestApp({ env: { METRICS_PORT: String(port), SHOW_UNCHECKED_CONTACTS: 'yes' } });
  const get = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };
  return { app, get, port };
}

/** The values by name; an order or a comment is none. */
const valuesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('health, readiness and metrics', () => {
  it('are answered on this machine, and nothing else is', async () => {
    const { get, port } = await startMonitored();
    // As any other machine would ask: by another address than the program's own.
    await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow('fetch failed');
    expect(await get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
    expect((await get('/metrics')).text).toContain('# TYPE zont_faults gauge');
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', 'POST')).status).toBe(404);
  });

  it('do not move with one person, whatever she does, not even by a fault within the hour', async () => {
    const { app, get } = await startMonitored();
    const before = valuesOf((await get('/metrics')).text);
    expect(before).toHaveLength(2 + 7);
    const chat = await beginChat(app, 'ky', 'KG');
    for (const command of ['/help', '/sos', '/tips', '/about', 'кечээ мени кармашты']) {
      await chat.says(command);
      expect(valuesOf((await get('/metrics')).text)).toEqual(before);
    }
    app.server.fail({ method: 'editMessageText', with: 400, times: 3 });
    app.server.fail({ method: 'sendMessage', with: 400, times: 3 });
    await chat.says('/menu');
    expect(app.log.length).toBeGreaterThan(0);
    expect(valuesOf((await get('/metrics')).text)).toEqual(before);

    // The hour is over: now they say what the log says.
    const start = app.clock.now();
    app.clock.now = () => start + 3_600_000;
    const faults = valuesOf((await get('/metrics')).text).filter((line) => line.startsWith('zont_faults'));
    const sum = faults.reduce((total, line) => total + Number(line.split(' ')[1]), 0);
    expect(sum).toBe(app.log.length);
  });

  it('are read every 15 minutes, and told in steps only', async () => {
    const { app, get } = await startMonitored();
    const start = app.clock.now();
    const memory = vi.spyOn(process.memoryUsage, 'rss');
    try {
      const toldAfter = async (milliseconds: number, megabytes: number) => {
        app.clock.now = () => start + milliseconds;
        memory.mockReturnValue(megabytes * 1024 ** 2);
        return /^zont_memory_megabytes_at_most (.*)$/m.exec((await get('/metrics')).text)?.[1];
      };
      expect(await toldAfter(0, 130)).toBe('256');
      expect(await toldAfter(15 * 60_000 - 1, 300)).toBe('256');
      expect(await toldAfter(15 * 60_000, 300)).toBe('384');
      expect(await toldAfter(30 * 60_000, 400)).toBe('512');
    } finally {
      memory.mockRestore();
    }
  });

  it('have steps so wide that the memory and time of one visit rarely reach the next', () => {
    const megabyte = 1024 ** 2;
    const at = (memory: number, delay: number) =>
      coarse({ memoryBytes: memory * megabyte, loopDelayMilliseconds: delay });
    expect(at(130, 3)).toEqual({ memoryMegabytes: 256, loopDelayMilliseconds: 50 });
    expect(at(255, 49)).toEqual(at(130, 3));
    expect(at(99_999, 99_999)).toEqual({ memoryMegabytes: 8192, loopDelayMilliseconds: 5000 });
  });
});
