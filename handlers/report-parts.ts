import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ReportDesk } from '../domain/report-desk.ts';
import type { CodePad, CodeTries } from './code-parts.ts';

/** What the flows of reports need from outside. */
export interface ReportParts {
  /** Takes reports in, and finds them again. */
  readonly desk: ReportDesk;
  readonly seal: ButtonSeal;
  readonly limits: ReportLimits;
  readonly pad: CodePad;
  readonly tries: CodeTries;
}

/** What a sealed button may hold; one kind never opens as another. */
export type SealedKind = 'form' | 'ticket';

/**
 * Seals what travels in the buttons of a chat, so that neither Telegram nor a copied button tells it.
 * All sealed texts are `sealedLength` characters long.
 */
export interface ButtonSeal {
  /** 16 random bytes. */
  newNonce(): Uint8Array;
  seal(kind: SealedKind, chat: ChatAlias, plain: Uint8Array): string;
  /** Null for what was forged, changed, sealed for another chat, or by another version of the program. */
  open(kind: SealedKind, chat: ChatAlias, sealed: string): Uint8Array | null;
}

export const sealedLength = 52;

/** A report that somebody wants to confirm, as far as the limits look at it. */
export interface ConfirmWish {
  readonly chat: ChatAlias;
  readonly nonce: Uint8Array;
  readonly forSomebodyElse: boolean;
}

/** Keeps floods out without knowing who anybody is. Nothing is dropped silently: each refusal says why. */
export interface ReportLimits {
  /** `cap`: so many a day are the limit. `wait`: so many minutes more, as very many come in right now. */
  check(wish: ConfirmWish): { readonly kind: 'pass' } | { readonly kind: 'cap' | 'wait'; readonly count: number };
  /** Counts a report that was saved; the same one only once. */
  note(wish: ConfirmWish): void;
}
