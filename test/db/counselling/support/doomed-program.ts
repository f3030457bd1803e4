import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database } from '../../../../db/client.ts';
import { drizzleOptions } from '../../../../db/migrations.ts';
import type { CounsellingDesk } from '../../../../domain/booking/counselling-desk.ts';
import { desksOn } from './counselling-office.ts';

/** One verb of the desk, as the test asks for it. */
export interface Errand {
  readonly url: string;
  readonly now: number;
  readonly verb: keyof CounsellingDesk;
  readonly args: readonly unknown[];
}

/**
 * A process whose connections are cut: for each errand it opens a client, says "ready", waits to be told to go,
 * and answers what came of it. postgres.js throws outside of any promise when a connection ends at the wrong
 * moment; a program would end there, which is what the test is about.
 */
process.on('uncaughtException', () => {});
process.on('message', async (told: Errand | 'go') => {
  if (told === 'go') return;
  const { url, now, verb, args } = told;
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {}, backoff: () => 0 });
  const db = drizzle(client, drizzleOptions) as unknown as Database;
  let answer: unknown = 'killed';
  try {
    await client`select 1`;
    await new Promise<void>((go) => {
      process.once('message', () => go());
      process.send?.('ready');
    });
    const { desk } = desksOn(db, { now });
    answer = await Promise.race([
      (desk[verb] as (...given: readonly unknown[]) => Promise<unknown>)(...args),
      new Promise((resolve) => setTimeout(resolve, 2_000, 'killed')),
    ]);
  } catch {
    answer = 'killed';
  }
  await client.end({ timeout: 0 }).catch(() => {});
  process.send?.({ answer });
});
