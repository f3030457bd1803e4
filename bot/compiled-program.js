// Plain JavaScript, since it comes before everything that could read TypeScript.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const week = 7 * 24 * 3_600_000;

/**
 * Translates the program and the libraries it uses into a few JavaScript files and keeps them, so that
 * a start loads those instead of finding and translating some thousand modules one by one. When a source
 * file has changed, they are made anew.
 * @param {string} entry path of the TypeScript file with which the program begins
 * @param {string} cache path of the folder in which the translation is kept; others may use it at the same time
 * @param {string[]} alsoOf paths of other files on which the outcome depends
 * @returns {Promise<string>} address of the translated entry, for `import`
 * @throws {Error} when it cannot be made or kept
 */
export async function compiledProgram(entry, cache, alsoOf = []) {
  return keptProgram(cache) ?? (await compile(entry, cache, alsoOf));
}

/** The translation that lies there, if it is one of these very sources. */
function keptProgram(cache) {
  try {
    const { program, sources } = JSON.parse(readFileSync(join(cache, 'current.json'), 'utf8'));
    const isCurrent = Object.entries(sources).every(([path, mark]) => markOf(path) === mark);
    return isCurrent && statSync(program).isFile() ? pathToFileURL(program).href : null;
  } catch {
    return null;
  }
}

async function compile(entry, cache, alsoOf) {
  const { build } = await import('esbuild');
  mkdirSync(cache, { recursive: true });
  // A folder for each version: a program that runs may still load from the one before.
  const folder = mkdtempSync(join(cache, 'program-'));
  const sources = Object.fromEntries([import.meta.filename, ...alsoOf].map((path) => [path, markOf(path)]));
  await build({
    entryPoints: [entry],
    outdir: folder,
    bundle: true,
    // What is loaded only when it is needed stays in a file of its own.
    splitting: true,
    // The database reads files that lie beside its own.
    external: ['@electric-sql/*'],
    // Some libraries still ask for their parts by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    plugins: [readingSources(sources)],
    logLevel: 'silent',
  });
  const program = join(folder, `${basename(entry, '.ts')}.js`);
  // Last, and in one step: whoever reads it finds everything else in its place.
  const written = join(folder, 'current.json');
  writeFileSync(written, JSON.stringify({ program, sources }));
  renameSync(written, join(cache, 'current.json'));
  forgetOld(cache, folder);
  return pathToFileURL(program).href;
}

/**
 * Marks each source as it is read. What `import.meta.url` says stays true of the source, so that
 * files beside it are found.
 */
const readingSources = (sources) => ({
  name: 'reading-sources',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      sources[path] = markOf(path);
      const source = await readFile(path, 'utf8');
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts', resolveDir: dirname(path) };
    });
  },
});

function markOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : 'missing';
}

function forgetOld(cache, current) {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    const isOld = name.startsWith('program-') && folder !== current && Date.now() - statSync(folder).mtimeMs > week;
    if (isOld) rmSync(folder, { recursive: true, force: true });
  }
}
