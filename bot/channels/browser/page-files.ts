import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

/**
 * Reads the page into memory, keyed by path. A request then chooses from this list and never names a file.
 * At one go: while the database warms up, each turn that is given away comes back late.
 */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(FOLDER)) {
    const type = name === 'texts.json' ? 'application/json' : TYPES[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const path = name === 'index.html' ? '/' : `/${name}`;
    files.set(path, { type, body: readFileSync(new URL(name, FOLDER), 'utf8') });
  }
  return files;
}
