import type { ChatAlias } from '../domain/chat-alias.ts';

/** The digits that somebody is entering; in memory only, ten minutes at most. */
export interface CodePad {
  digits(chat: ChatAlias): string;
  /** True when something was found under these digits. */
  isFound(chat: ChatAlias): boolean;
  set(chat: ChatAlias, digits: string, isFound?: boolean): void;
  clear(chat: ChatAlias): void;
}

/** Counts tries of codes, never taps on a keypad. */
export interface CodeTries {
  /** Whether the chat may try now; where very many are wrong everywhere, the answer takes longer for all. */
  begin(chat: ChatAlias): Promise<'pass' | 'limited'>;
  noteWrong(): void;
  /** Takes the chat's last try back: the fault was ours, and nobody learned anything. */
  giveBack(chat: ChatAlias): void;
}
