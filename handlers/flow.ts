import type { Arguments, Route, RouteName } from './callback-data.ts';
import type { BotContext } from './context.ts';
import type { Screen } from './screen.ts';

/** The commands of the bot, in the order of Telegram's command list. */
export const commandNames = ['menu', 'tips', 'help', 'sos', 'country', 'language', 'about', 'start'] as const;
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
}
