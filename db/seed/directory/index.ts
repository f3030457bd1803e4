import { readdirSync, readFileSync } from 'node:fs';
import { faultsBetween, type NamedFile } from './consistency.ts';
import { type DirectoryFile, directoryFile } from './schema.ts';

const folder = new URL('./', import.meta.url);

/** What is wrong with the files, one fault a line, in words for who keeps them. */
export class FaultyDirectory extends Error {}

/**
 * Reads the referral directory from the JSON files of this folder, one per country, sorted by name.
 * @throws FaultyDirectory that names every fault of all files, one a line: `KG.json: organizations[3].id: …`
 */
export function loadSeedDirectory(): readonly DirectoryFile[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const faults: string[] = [];
  const files: NamedFile[] = [];
  for (const name of names) {
    const read = readFile(name);
    if ('faults' in read) faults.push(...read.faults);
    else files.push(read);
  }
  faults.push(...faultsBetween(files));
  if (faults.length > 0) throw new FaultyDirectory(`The referral directory has faults:\n${faults.join('\n')}`);
  return files.map(({ file }) => file);
}

function readFile(name: string): NamedFile | { readonly faults: readonly string[] } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  } catch (error) {
    return { faults: [`${name}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = directoryFile.safeParse(content);
  if (parsed.success) return { name, file: parsed.data };
  return { faults: parsed.error.issues.map(({ path, message }) => `${name}: ${inWords(path)}: ${message}`) };
}

/** `['organizations', 3, 'id']` → `organizations[3].id`. */
function inWords(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
