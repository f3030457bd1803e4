import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../../db/open-database.ts';
import type { SlotId } from '../../../../domain/booking/slot.ts';
import type { ChatAlias } from '../../../../domain/chat-alias.ts';
import { Secret } from '../../../../domain/secret.ts';
import { desksOn, request, sunday } from './counselling-office.ts';

/** A program that, at the same moments as another one, wants the same hours for many people. */
const { databaseUrl, slots, people, begin, every } = JSON.parse(process.argv[2] ?? '{}');
const { db, close } = await openDatabase({ kind: 'postgres', url: new Secret(databaseUrl) });
const { desk } = desksOn(db, { now: sunday });
const outcomes: { slot: number; ok: boolean }[] = [];

for (const [round, slot] of (slots as number[]).entries()) {
  const start = begin + round * every;
  if (every > 0) await pause(Math.max(0, start - Date.now()));
  const wanted = Array.from({ length: people }, async () => {
    const alias = randomInt(2 ** 47) as ChatAlias;
    const held = await desk.hold(slot as SlotId, alias);
    const ok = held.ok && (await desk.confirm(held.value.hold, request(alias))).ok;
    outcomes.push({ slot, ok });
  });
  await Promise.all(wanted);
}
await close();
process.stdout.write(JSON.stringify(outcomes));
