import { readdir, readFile } from 'node:fs/promises';

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

/** Reads the page into memory, keyed by path. A request then chooses from this list and never names a file. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const name of await readdir(FOLDER)) {
    const type = name === 'texts.json' ? 'application/json' : TYPES[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const path = name === 'index.html' ? '/' : `/${name}`;
    files.set(path, { type, body: await readFile(new URL(name, FOLDER), 'utf8') });
  }
  return files;
}
