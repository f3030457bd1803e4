import type { TextKey, Words } from '../locales/index.ts';
import type { CodePad, CodeTries } from './code-parts.ts';
import { type BotContext, chatOf } from './context.ts';
import { button, footer, inRows } from './keyboards.ts';
import type { Button, Screen } from './screen.ts';
import { show } from './screen.ts';

/** What stands under a code closes by itself after so long. */
const neutralAfterSeconds = 300;

/** The kinds of codes: of a report (`/code`), and of a booking. */
type CodeFlow = 'code' | 'mine';

export interface CodeEntryOptions<C extends string> {
  readonly flow: CodeFlow;
  /** Digits of a code; groups are of four. */
  readonly digits: number;
  readonly parse: (text: string) => C | null;
  readonly tooFew: TextKey;
  readonly pad: CodePad;
  readonly tries: CodeTries;
  /** Wrong, withdrawn and expired are one answer. */
  readonly renderUnknown: (words: Words) => Screen;
  /** What every screen of this kind of code bears, beside what it says. */
  readonly mark?: (words: Words, screen: Screen) => Screen;
}

/** Asking for a code, by keypad or typed: the same for all codes. The digits are in memory only. */
export function createCodeEntry<C extends string>(options: CodeEntryOptions<C>) {
  const { flow, pad, tries, parse, mark = (_, screen) => screen } = options;

  /** Shows a screen under which a code may be entered; drawing it again never tries a code again. */
  const showOverPad = async (ctx: BotContext, screen: Screen): Promise<undefined> => {
    await show(ctx, mark(ctx.words, screen), ctx.words);
    ctx.noteScreen({ name: `${flow}:pad`, args: {} });
  };

  /** The same for what a code has opened, and for what was done with it: it closes by itself. */
  const showFound = async (ctx: BotContext, screen: Screen): Promise<undefined> => {
    await showOverPad(ctx, screen);
    const closed = mark(ctx.words, renderClosed(ctx.words));
    ctx.playOn([{ afterSeconds: neutralAfterSeconds, route: { name: 'menu:open', args: {} }, screen: closed }]);
  };

  const begin = async (ctx: BotContext): Promise<undefined> => {
    pad.clear(chatOf(ctx));
    await ctx.goTo(`${flow}:pad`, {});
  };

  return {
    begin,
    showOverPad,
    showFound,
    async addDigit(ctx: BotContext, digit: number): Promise<undefined> {
      const chat = chatOf(ctx);
      const isFound = pad.isFound(chat);
      const digits = `${isFound ? '' : pad.digits(chat)}${digit}`.slice(0, options.digits);
      pad.set(chat, digits);
      ctx.answer(groupOf(digits));
      // Telegram allows about 20 edits a minute: the screen follows by groups, a toast by digits. A tap that came
      // while the code was looked up has stopped what would have closed the screen: what was found may not stay there.
      if (isFound || digits.length % 4 === 0) await ctx.goTo(`${flow}:pad`, {});
    },
    async erase(ctx: BotContext): Promise<undefined> {
      const chat = chatOf(ctx);
      pad.set(chat, pad.digits(chat).slice(0, -1));
      await ctx.goTo(`${flow}:pad`, {});
    },
    /** Tries the code that was entered. @param find the screen of what is there, or null */
    async look(ctx: BotContext, find: (code: C) => Promise<Screen | null>): Promise<undefined> {
      const chat = chatOf(ctx);
      const code = parse(pad.digits(chat));
      if (!code) {
        ctx.answer(ctx.words.plain(options.tooFew));
        return;
      }
      if ((await tries.begin(chat)) === 'limited') return showOverPad(ctx, renderLimited(ctx.words, flow));
      const found = await find(code).catch((error) => {
        tries.giveBack(chat);
        throw error;
      });
      if (!found) {
        tries.noteWrong();
        pad.clear(chat);
        return showOverPad(ctx, options.renderUnknown(ctx.words));
      }
      pad.set(chat, code, true);
      await showFound(ctx, found);
    },
    /** The code under which something was found on this very screen, or nothing: then it is asked anew. */
    found(ctx: BotContext): C | null {
      const chat = chatOf(ctx);
      const code = pad.isFound(chat) ? parse(pad.digits(chat)) : null;
      // Whoever goes on has ten minutes again.
      if (code) pad.set(chat, code, true);
      return code;
    },
    async askAnew(ctx: BotContext): Promise<undefined> {
      ctx.answer(ctx.words.plain('receipt.lost'));
      await begin(ctx);
    },
    clear: (ctx: BotContext) => pad.clear(chatOf(ctx)),
    renderPad(ctx: BotContext, lines: readonly string[], below: Screen['keyboard'] = []): Screen {
      const digits = pad.digits(chatOf(ctx));
      return mark(ctx.words, renderPad(ctx.words, { flow, lines, below, length: options.digits, digits }));
    },
  };
}

/** The group of four that is being entered. */
const groupOf = (digits: string): string => digits.slice(Math.floor((digits.length - 1) / 4) * 4);

/** `•••• 1234 ____ ____` */
function shownDigits(digits: string, length: number): string {
  const groups = Array.from({ length: length / 4 }, (_, index) => digits.slice(index * 4, index * 4 + 4));
  const last = Math.floor((digits.length - 1) / 4);
  return groups.map((group, index) => (index < last ? '••••' : group).padEnd(4, '_')).join(' ');
}

export interface PadView {
  readonly flow: CodeFlow;
  /** What stands above the keypad. */
  readonly lines: readonly string[];
  /** Other ways on, below the keys. */
  readonly below?: Screen['keyboard'];
  readonly length: number;
  readonly digits: string;
}

/** The keypad. Groups that are complete are hidden; only the last one can be read over the shoulder. */
export function renderPad(words: Words, { flow, lines, below = [], length, digits }: PadView): Screen {
  const key = (digit: number): Button => button(String(digit), `${flow}:digit`, { digit });
  return {
    first: words.text('receipt.first'),
    body: [...lines, words.text('receipt.kept'), '', `<b>${shownDigits(digits, length)}</b>`],
    keyboard: [
      ...inRows([1, 2, 3, 4, 5, 6, 7, 8, 9].map(key), 3),
      [button(words.plain('receipt.erase'), `${flow}:erase`, {}), key(0)],
      [button(words.plain('receipt.look'), `${flow}:look`, {})],
      ...below,
      footer(words),
    ],
  };
}

/** What stands there when nobody has touched what was found for five minutes. */
export const renderClosed = (words: Words): Screen => ({
  first: words.text('receipt.neutralFirst'),
  body: [],
  keyboard: [footer(words)],
});

/** Too many tries from this chat within an hour. */
export function renderLimited(words: Words, flow: CodeFlow): Screen {
  return {
    first: words.text('receipt.limitFirst'),
    body: [words.text('receipt.limit')],
    keyboard: [[button(words.plain('receipt.again'), `${flow}:open`, {})], footer(words)],
  };
}
