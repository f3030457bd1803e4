import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compiledProgram } from '../../bot/compiled-program.js';

const run = promisify(execFile);
let root: string;
let entry: string;
let cache: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-compiled-'));
  entry = join(root, 'main.ts');
  cache = join(root, 'cache');
});
beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(join(root, 'words'), { recursive: true });
  writeFileSync(join(root, 'words', 'greeting.txt'), 'hello');
  writeFileSync(
    join(root, 'words', 'greeting.ts'),
    `import { readFileSync } from 'node:fs';
     export const greeting: string = readFileSync(new URL('./greeting.txt', import.meta.url), 'utf8');`,
  );
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  writeFileSync(join(root, 'later.ts'), `export class Later extends Error {}`);
  writeFileSync(
    entry,
    `import { greeting } from './words/greeting.ts';
     const { Later } = await import('./later.ts');
     console.log(greeting, new Later().constructor.name);`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const said = async (program: string) => (await run(process.execPath, [new URL(program).pathname])).stdout.trim();

test('a compiled program does what its sources say, and finds the files that lie beside them', async () => {
  expect(await said(await compiledProgram(entry, cache))).toBe('hello Later');
});

test('it is kept, and made anew when a source has changed', async () => {
  const first = await compiledProgram(entry, cache);
  expect(await compiledProgram(entry, cache)).toBe(first);
  writeFileSync(join(root, 'words', 'greeting.ts'), `export const greeting = 'good morning';`);
  const second = await compiledProgram(entry, cache);
  expect(second).not.toBe(first);
  expect(await said(second)).toBe('good morning Later');
  // Whoever runs the one before can still load all of it.
  expect(await said(first)).toBe('hello Later');
});

test('it is made anew when a library was exchanged, and holds the new one', async () => {
  const library = join(root, 'node_modules', 'greeter');
  const installed = join(root, 'node_modules', '.package-lock.json');
  const install = (word: string) => {
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'package.json'), '{ "name": "greeter", "main": "index.js" }');
    writeFileSync(join(library, 'index.js'), `exports.word = require('node:util').format('%s', '${word}');`);
    writeFileSync(installed, `{ "greeter": "${word}" }`);
  };
  install('hi');
  writeFileSync(entry, `import { word } from 'greeter'; console.log(word);`);
  const first = await compiledProgram(entry, cache, [installed]);
  expect(await compiledProgram(entry, cache, [installed])).toBe(first);
  install('good evening');
  const second = await compiledProgram(entry, cache, [installed]);
  expect(await said(first)).toBe('hi');
  expect(await said(second)).toBe('good evening');
});

test('two that start at once do not stand in each other’s way', async () => {
  const both = await Promise.all([compiledProgram(entry, cache), compiledProgram(entry, cache)]);
  for (const program of both) expect(await said(program)).toBe('hello Later');
  expect(both).toContain(await compiledProgram(entry, cache));
});

test('a translation of which a part is gone is made anew', async () => {
  const first = await compiledProgram(entry, cache);
  rmSync(new URL(first));
  expect(await said(await compiledProgram(entry, cache))).toBe('hello Later');
});

test('where nothing can be kept it says so', async () => {
  writeFileSync(cache, 'a file in the place of the folder');
  await expect(compiledProgram(entry, cache)).rejects.toThrow();
});
