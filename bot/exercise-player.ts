import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { TimedFrame } from '../handlers/context.ts';
import type { SpokenIn } from '../handlers/screen.ts';
import type { ChatQueues } from './chat-queues.ts';

export interface ExercisePlayerOptions {
  readonly queues: ChatQueues;
  /** Puts a screen into the chat's living message; throws when Telegram does not take it. */
  readonly edit: (alias: ChatAlias, frame: TimedFrame, words: SpokenIn) => Promise<void>;
  /** Keeps the chat's address at hand; answers how to end that. */
  readonly holdAddress: (alias: ChatAlias) => () => void;
  readonly now: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Goes on through the screens of an exercise by itself. All of it is in memory: a stop loses only the timer. */
export interface ExercisePlayer {
  play(alias: ChatAlias, frames: readonly TimedFrame[], words: SpokenIn): void;
  /** Answers how to stop what plays in the chat now; what begins later goes on. */
  stopperOf(alias: ChatAlias): () => void;
  stopAll(): void;
}

/** Edits of all exercises in one second; above it the screens wait for taps. */
const editsPerSecond = 20;
/** An address is not held longer, whatever the exercise. */
const longestMilliseconds = 30 * 60_000;

/**
 * A player for all chats. Where it may not go on (too many edits, Telegram says 429, the message is
 * gone) it says nothing: the screen that stands there has a "next" button.
 */
export function createExercisePlayer(options: ExercisePlayerOptions): ExercisePlayer {
  const { queues, edit, holdAddress, now } = options;
  const wait = options.wait ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal }));
  const playing = new Map<ChatAlias, AbortController>();
  let second = 0;
  let edits = 0;

  function mayEdit(): boolean {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      edits = 0;
    }
    edits += 1;
    return edits <= editsPerSecond;
  }

  async function run(
    alias: ChatAlias,
    frames: readonly TimedFrame[],
    words: SpokenIn,
    signal: AbortSignal,
  ): Promise<void> {
    const end = now() + longestMilliseconds;
    for (const frame of frames) {
      await wait(frame.afterSeconds * 1000, signal);
      if (now() > end || !mayEdit()) return;
      await queues.run(alias, async () => {
        // A press that waited in the queue has taken the lead meanwhile.
        if (!signal.aborted) await edit(alias, frame, words);
      });
      if (signal.aborted) return;
    }
  }

  function stopperOf(alias: ChatAlias): () => void {
    const controller = playing.get(alias);
    return () => {
      controller?.abort();
      if (playing.get(alias) === controller) playing.delete(alias);
    };
  }

  return {
    play(alias, frames, words) {
      stopperOf(alias)();
      const controller = new AbortController();
      playing.set(alias, controller);
      const endHold = holdAddress(alias);
      void run(alias, frames, words, controller.signal)
        .catch(() => {})
        .finally(() => {
          endHold();
          if (playing.get(alias) === controller) playing.delete(alias);
        });
    },
    stopperOf,
    stopAll() {
      for (const alias of [...playing.keys()]) stopperOf(alias)();
    },
  };
}
