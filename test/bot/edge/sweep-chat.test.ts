import { describe, expect, test } from 'vitest';
import type { BotApiAnswer, BotApiPayload } from '../../../bot/channels/channel.ts';
import { createLivingMessages } from '../../../bot/edge/living-messages.ts';
import { createChatSweep } from '../../../bot/edge/sweep-chat.ts';
import type { ChatAlias } from '../../../domain/chat-alias.ts';
import { renderNeutral } from '../../../handlers/neutral.ts';
import { contentOf } from '../../../handlers/screen.ts';
import { wordsIn } from '../../../locales/index.ts';

const hour = 3_600_000;
const alias = 4_242 as ChatAlias;
const chat = {
  alias,
  address: 500_000_001,
  urgency: 'person',
  neutral: contentOf(renderNeutral(wordsIn('en')), wordsIn('en')),
} as const;

type Answering = (method: string, payload: BotApiPayload) => BotApiAnswer;
const yes: BotApiAnswer = { ok: true, result: true };
const no = (error_code: number, description = ''): BotApiAnswer => ({ ok: false, error_code, description });
const tooOld = no(400, "Bad Request: message can't be deleted for everyone");

/** A chat with living message 3, former ones 1 and 2 and the person's 9, at the given hour. */
function chatAt(now: number, answering: Answering = () => yes) {
  const clock = { now: 0 };
  const calls: [string, unknown][] = [];
  const gone: number[] = [];
  const living = createLivingMessages(() => clock.now);
  for (const id of [1, 2, 3]) living.setMessage(alias, id);
  living.addPersons(alias, 9, 0);
  clock.now = now * hour;
  const sweep = createChatSweep({
    transport: async (method, payload) => {
      calls.push([method, payload.message_ids ?? payload.message_id]);
      return answering(method, payload);
    },
    living,
    now: () => clock.now,
    onGone: (who) => gone.push(who),
  });
  return { sweep, living, calls, gone };
}

describe('clearing', () => {
  test('puts the neutral line first, and deletes all else in one call', async () => {
    const { sweep, living, calls } = chatAt(1);
    expect(await sweep.clear(chat, 3)).toEqual({ isOldLeft: false, isUnfinished: false });
    expect(calls).toEqual([
      ['editMessageText', 3],
      ['deleteMessages', [1, 2, 9]],
    ]);
    expect(living.isCleared(alias)).toBe(true);
    expect(living.standing(alias)).toMatchObject({ living: { id: 3 }, formers: [], persons: [], notices: [] });
  });

  test('goes one by one when a call for many is refused, and edits what is too old', async () => {
    const { sweep, calls } = chatAt(47, (method, { message_id }) =>
      method === 'deleteMessages' || (method === 'deleteMessage' && message_id !== 2) ? tooOld : yes,
    );
    expect(await sweep.clear(chat, 3)).toEqual({ isOldLeft: true, isUnfinished: false });
    expect(calls.slice(2)).toEqual([
      ['deleteMessage', 1],
      ['editMessageText', 1],
      ['deleteMessage', 2],
      ['deleteMessage', 9],
    ]);
  });

  test('keeps in mind what Telegram did not do just now, for the sweeper', async () => {
    const { sweep, living } = chatAt(1, () => no(429));
    expect((await sweep.clear(chat, 3)).isUnfinished).toBe(true);
    expect(living.standing(alias)).toMatchObject({ living: { id: 3 }, formers: [{ id: 1 }, { id: 2 }] });
    const again = chatAt(1);
    again.living.restore(alias, living.standing(alias) as never);
    expect(await again.sweep.tidyUp(chat)).toBe('done');
    expect(again.calls).toEqual([
      ['deleteMessage', 1],
      ['deleteMessage', 2],
      ['deleteMessage', 9],
      ['editMessageText', 3],
    ]);
  });

  test('sends the neutral line when the message that should bear it is gone: help stays', async () => {
    const { sweep, calls } = chatAt(1, (method) =>
      method === 'editMessageText' ? no(400, 'Bad Request: message to edit not found') : yes,
    );
    await sweep.clear(chat, null);
    expect(calls.map(([method]) => method)).toEqual(['editMessageText', 'sendMessage', 'deleteMessages']);
  });

  test('takes away a newer message when an older one was pressed', async () => {
    const { sweep, calls } = chatAt(1);
    await sweep.clear(chat, 1);
    expect(calls).toEqual([
      ['editMessageText', 1],
      ['deleteMessages', [2, 3, 9]],
    ]);
  });
});

describe('sweeping', () => {
  test('deletes leftovers at once, and leaves a young screen alone', async () => {
    const { sweep, living, calls } = chatAt(1);
    expect(await sweep.tidyUp(chat)).toBe('done');
    expect(calls.map(([, id]) => id)).toEqual([1, 2, 9]);
    expect(living.standing(alias)).toMatchObject({ living: { id: 3 }, formers: [], persons: [] });
  });

  test('edits the bot’s own leftovers that are too old, and gives up the person’s', async () => {
    const { sweep, living, calls } = chatAt(50, (method) => (method === 'deleteMessage' ? tooOld : yes));
    living.restore(alias, {
      living: { id: 3, sentHour: 49 },
      shownHour: 49,
      formers: [{ id: 1, sentHour: 0 }],
      persons: [{ id: 9, sentHour: 0 }],
      notices: [],
    });
    await sweep.tidyUp(chat);
    expect(calls).toEqual([
      ['deleteMessage', 1],
      ['editMessageText', 1],
      ['deleteMessage', 9],
    ]);
    expect(living.standing(alias)).toMatchObject({ formers: [], persons: [] });
  });

  test.each([429, 500])('stops at the first %i', async (code) => {
    const { sweep, calls } = chatAt(1, () => no(code));
    expect(await sweep.tidyUp(chat)).toBe('later');
    expect(calls).toHaveLength(1);
  });

  test('tells of a person who is gone', async () => {
    const { sweep, gone } = chatAt(1, () => no(403, 'Forbidden: bot was blocked by the user'));
    await sweep.tidyUp(chat);
    expect(gone).toContain(alias);
  });
});
