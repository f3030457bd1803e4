/** What a text is, and so what a correction of it must keep to. */
export interface TextKind {
  readonly name: string;
  /** In characters as a person counts them; null where a message has room enough. */
  readonly most: number | null;
  /** Plain texts hold no bold and italic. */
  readonly isPlain: boolean;
}

const plain = (name: string, most: number | null): TextKind => ({ name, most, isPlain: true });

export const message: TextKind = { name: 'message', most: null, isPlain: false };
export const firstLine: TextKind = { name: 'first line, says nothing to a stranger', most: null, isPlain: false };
export const popUp = plain('pop-up', 200);
export const command = plain('command', 256);
/** Telegram's limits: 120 characters for the short one, 512 for the other. */
export const profileShort = plain('profile, says nothing to a stranger', 120);
export const profileLong = plain('profile, says nothing to a stranger', 512);
/** Alone in its row. */
export const areaName = plain('button with an area', 32);
export const words = plain('words inside a message', null);

/** Telegram cuts longer buttons on small phones. */
const longestButton = 24;

/** A button; marks that stand beside the text take of its room. */
export const buttonBeside = (taken: number): TextKind => plain('button', longestButton - taken);

const cardKinds: Readonly<Record<string, TextKind>> = {
  title: plain('title of a card', 40),
  lines: plain('line of a card', 120),
  notWhen: plain('when not', 120),
};

const exerciseKinds: Readonly<Record<string, TextKind>> = {
  title: buttonBeside(0),
  intro: plain('line of an exercise', 120),
  notWhen: plain('when not', 120),
  steps: plain('step of an exercise', 120),
  variants: buttonBeside(0),
  after: plain('end of an exercise', 120),
};

/** What the text at a path of a card or an exercise is; null for what is no text (an id, a source). */
export function copingKind(folder: string, path: readonly (string | number)[]): TextKind | null {
  const [first, ...rest] = path;
  const last = rest.at(-1);
  if (typeof last === 'string' && last !== 'text' && last !== 'title') return null;
  return (folder === 'cards' ? cardKinds : exerciseKinds)[String(first)] ?? null;
}

/** The kind and its limit for people: `button ≤ 24`. */
export function limitInWords({ name, most }: TextKind): string {
  return most === null ? name : `${name} ≤ ${most}`;
}
