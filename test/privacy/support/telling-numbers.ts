import type { BotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { firstMessageId, type Walker } from './walk.ts';

/** Where the local Bot API server begins to count. */
export const firstUpdateId = 100_000_001;
const day = 86_400;

/**
 * Numbers in a stored state that tell who, or when: Telegram's ids count up for the whole bot, so that
 * a kept one is a time stamp. Answers each as words; an empty list is good.
 */
export function tellingNumbersIn(state: string, server: BotApiServer, walkers: readonly Walker[]): string[] {
  const known = new Map(
    walkers.flatMap(({ callbackIds, chatInstances, traits }) => [
      ...callbackIds.map((id) => [id.replace('-', ''), 'callback id'] as const),
      ...chatInstances.map((id) => [id.replace('-', ''), 'chat instance'] as const),
      [String(traits.id), 'id of the person'] as const,
    ]),
  );
  const now = Math.floor(server.clock.now() / 1_000);
  return (state.match(/\d+/g) ?? []).flatMap((digits) => {
    const number = Number(digits);
    const kind =
      known.get(digits) ??
      (number >= firstMessageId && number < firstMessageId * 10 ? 'message id' : undefined) ??
      (number >= firstUpdateId && number < firstUpdateId + 1e6 ? 'update id' : undefined) ??
      (Math.abs(number - now) < day || Math.abs(number / 1_000 - now) < day ? 'date' : undefined);
    return kind ? [`${kind} ${digits}`] : [];
  });
}
