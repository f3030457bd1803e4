/** The texts that a piece of source code asks for. */
export interface Usage {
  /** `menu.first` */
  readonly literals: readonly string[];
  /** `kinds.${kind}`, with the expression as it stands in the code made `*`: `kinds.*` */
  readonly families: readonly string[];
}

/** Finds the keys in source code: quoted strings that begin with a text file's name and a dot. */
export function usageIn(source: string, fileNames: readonly string[]): Usage {
  const quoted = new RegExp(`(['"\`])((?:${fileNames.join('|')})\\.(?:(?!\\1)[^\\s]|\\$\\{[^}]*\\})+)\\1`, 'g');
  const keys = [...source.matchAll(quoted)].map(([, , key]) => key as string);
  return {
    literals: keys.filter((key) => !key.includes('${')),
    families: keys.filter((key) => key.includes('${')).map((key) => key.replace(/\$\{[^}]*\}/g, '*')),
  };
}

/** The keys that are shown as a toast or a pop-up, where Telegram cuts at 200 characters. */
export function answersIn(source: string): string[] {
  return [...source.matchAll(/answer\(\s*(?:ctx\.)?words\.plain\('([^']+)'/g)].map(([, key]) => key as string);
}

/** The keys that are shown as plain text. */
export function plainKeysIn(source: string): string[] {
  return [...source.matchAll(/\.plain\('([^']+)'/g)].map(([, key]) => key as string);
}
