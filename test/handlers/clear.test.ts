import { expect, test } from 'vitest';
import { createClearFlow } from '../../handlers/clear/flow.ts';
import type { BotContext, Cleared } from '../../handlers/context.ts';
import type { BeforeClear } from '../../handlers/flow.ts';
import { button } from '../../handlers/keyboards.ts';
import { wordsIn } from '../../locales/index.ts';

const words = wordsIn('en');
const done: Cleared = { isForgotten: true, isUnfinished: false, isOldLeft: false };

test.each([
  [{}, 'clear.done'],
  [{ isOldLeft: true }, 'clear.doneOldLeft'],
  [{ isOldLeft: true, isUnfinished: true }, 'clear.doneUnfinished'],
  [{ isUnfinished: true, isForgotten: false }, 'clear.doneNotForgotten'],
] as const)('what clearing could not do is said in a pop-up: %j', async (wrong, key) => {
  const said: string[] = [];
  const sent: string[] = [];
  const ctx = {
    words,
    clearChat: async () => ({ ...done, ...wrong }),
    answer: async (text: string) => void said.push(text),
    reply: async (text: string) => void sent.push(text),
  } as unknown as BotContext;
  await createClearFlow([]).routes['clear:now'](ctx, {});
  expect(said).toEqual([words.plain(key)]);
  expect(sent).toEqual(key === 'clear.doneNotForgotten' ? [words.text('anything.stale')] : []);
});

test('a flow may ask before the chat is cleared; one that fails is passed over', async () => {
  const booking: BeforeClear = async () => ({
    line: 'You have an hour on Monday.',
    buttons: [button('Keep it', 'menu:open', {})],
  });
  const away: BeforeClear = async () => {
    throw new Error('the database is away');
  };
  const nothing: BeforeClear = async () => null;
  const flow = createClearFlow([booking, away, nothing]);
  const screen = await flow.routes['clear:ask']({ words } as BotContext, {});
  expect(screen?.body).toContain('You have an hour on Monday.');
  expect(screen?.keyboard[0]?.[0]?.label).toBe('Keep it');
});
