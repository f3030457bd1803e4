import type { Arguments, Route, RouteName } from './callback-data.ts';
import type { BotContext } from './context.ts';
import type { Button, Screen } from './screen.ts';

/** The commands of the bot, in the order of Telegram's command list. */
export const commandNames = [
  'menu',
  'tips',
  'help',
  'book',
  'sos',
  'report',
  'code',
  'country',
  'language',
  'about',
  'clear',
  'start',
] as const;
export type CommandName = (typeof commandNames)[number];

/**
 * Answers a route: with the screen to show, or with nothing when it led to another route, or
 * answered the press by a pop-up.
 */
export type RouteHandler<N extends RouteName> = (
  ctx: BotContext,
  args: Arguments<N>,
) => Screen | undefined | Promise<Screen | undefined>;

export type RouteHandlers = { readonly [N in RouteName]: RouteHandler<N> };

/** One thing that people can do: its routes, and the commands that lead to it. */
export interface Flow<N extends RouteName = RouteName> {
  readonly routes: Pick<RouteHandlers, N>;
  readonly commands: Partial<Record<CommandName, Route>>;
  /**
   * What the person should decide before the chat is cleared, such as an open booking; null when there
   * is nothing. Asked each time, and passed over when it fails: clearing must work without a database.
   */
  readonly beforeClear?: BeforeClear;
}

export type BeforeClear = (ctx: BotContext) => Promise<ClearQuestion | null>;

/** A line in Telegram's HTML and the buttons that belong to it, shown above "clear". */
export interface ClearQuestion {
  readonly line: string;
  readonly buttons: readonly Button[];
}
