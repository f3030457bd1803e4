const placeholder = /\{\{(\w+)\}\}/g;

/** The names of the values that a text takes, sorted, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name]) => name as string))].sort();
}

/** True when a text has braces that are no placeholder: a typing error that a person would read. */
export function hasStrayBraces(text: string): boolean {
  return /[{}]/.test(text.replace(placeholder, ''));
}
