import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../bot/app.ts';
import type { BotApiPayload, UpdateSink } from '../../bot/channels/channel.ts';
import { parseConfig } from '../../bot/config.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import type { ReportDesk } from '../../domain/report-desk.ts';
import { cloneDataDirectory } from './databases.ts';
import { testToken } from './test-app.ts';

/** A button as it was sent out. */
export interface SentButton {
  readonly text: string;
  readonly callback_data?: string;
}

/** The whole program with nothing between a test and its channel: for tens of thousands of updates. */
export interface AppWithoutNetwork {
  readonly clock: { now: number };
  readonly log: readonly string[];
  /** Promises that failed and that nobody waited for. */
  readonly unhandled: readonly unknown[];
  /** Gives the program an update of this person, and answers the calls that came of it. */
  presses(person: number, data: string): Promise<readonly Call[]>;
  says(person: number, text: string): Promise<readonly Call[]>;
  /** The newest screen of a person. */
  screenOf(person: number): { readonly text: string; readonly buttons: readonly SentButton[] };
  stop(): Promise<void>;
}

export interface Call {
  readonly method: string;
  readonly payload: BotApiPayload;
}

/** Starts it on a copy of the prepared database, with this desk in place of the slow one. */
export async function startAppWithoutNetwork(desk: ReportDesk): Promise<AppWithoutNetwork> {
  const directory = cloneDataDirectory();
  const keysDirectory = mkdtempSync(join(tmpdir(), 'zont-keys-'));
  const clock = { now: Date.UTC(2026, 10, 22, 9) };
  const [log, unhandled]: [string[], unknown[]] = [[], []];
  const noteUnhandled = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', noteUnhandled);
  const screens = new Map<number, { text: string; buttons: SentButton[] }>();
  let calls: Call[] = [];
  let sink: UpdateSink | undefined;
  let [messages, updates] = [1_000, 0];

  const config = parseConfig({ BOT_TOKEN: testToken, DATA_DIRECTORY: directory, KEYS_DIRECTORY: keysDirectory });
  const app = await startApp(config, {
    now: () => clock.now,
    desk,
    faults: createFaultLog(() => clock.now, { write: (line) => void log.push(line) }),
    everyTenMinutes: () => () => {},
    channel: ({ onUpdate }) => {
      sink = onUpdate;
      return {
        start: async () => {},
        stop: async () => {},
        announcement: '',
        async transport(method, payload) {
          calls.push({ method, payload });
          const { chat_id: chat, text, reply_markup: markup } = payload;
          if (typeof chat === 'number' && typeof text === 'string')
            screens.set(chat, { text, buttons: buttonsIn(markup) });
          return { ok: true, result: method === 'sendMessage' ? { message_id: ++messages } : true };
        },
      };
    },
  });

  async function give(update: object): Promise<readonly Call[]> {
    calls = [];
    if ((await sink?.({ update_id: ++updates, ...update })) !== 'handled') throw new Error('It was not handled.');
    return calls;
  }
  const from = (id: number) => ({ id, is_bot: false, first_name: 'Somebody', language_code: 'en' });
  const messageOf = (id: number) => ({
    message_id: ++messages,
    date: Math.floor(clock.now / 1_000),
    chat: { id, type: 'private', first_name: 'Somebody' },
  });

  return {
    clock,
    log,
    unhandled,
    presses: (person, data) =>
      give({
        callback_query: {
          id: String((BigInt(person) << 32n) + BigInt(updates)),
          from: from(person),
          chat_instance: '1',
          data,
          message: { ...messageOf(person), text: 'a screen' },
        },
      }),
    says: (person, text) => give({ message: { ...messageOf(person), from: from(person), text, ...commandIn(text) } }),
    screenOf: (person) => screens.get(person) ?? { text: '', buttons: [] },
    async stop() {
      await app.stop();
      process.off('unhandledRejection', noteUnhandled);
      for (const folder of [directory, keysDirectory]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const commandIn = (text: string) =>
  text.startsWith('/') ? { entities: [{ type: 'bot_command', offset: 0, length: text.length }] } : {};

function buttonsIn(markup: unknown): SentButton[] {
  const read = (typeof markup === 'string' ? JSON.parse(markup) : markup) as {
    inline_keyboard?: SentButton[][];
  } | null;
  return read?.inline_keyboard?.flat() ?? [];
}
