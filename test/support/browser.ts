import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts a headless Chromium with a profile of its own, which Playwright deletes at the end: the one of CHROME_PATH,
 * else the one inside @sparticuz/chromium, else an installed Chrome. Without any: `null` and one printed line.
 */
export async function launchBrowser(): Promise<Browser | null> {
  const chosen = process.env.CHROME_PATH;
  const candidates = chosen ? [async () => chosen] : [packedChromium, async () => INSTALLED.find(existsSync)];
  let reason = 'no Chromium here; name one with CHROME_PATH';
  for (const candidate of candidates) {
    try {
      const executablePath = await candidate();
      if (executablePath) return await chromium.launch({ executablePath, headless: true, args: FLAGS });
    } catch (error) {
      reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? reason;
    }
  }
  console.log(`browser tests skipped: ${reason}`);
  return null;
}

/**
 * Unpacks the Chromium of the npm package, once a version. The package takes whatever already lies in the temporary
 * folder, half-written or old: so it gets a fresh folder, which is moved into place when it is complete.
 */
async function packedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { version } = createRequire(import.meta.url)('../../node_modules/@sparticuz/chromium/package.json') as {
    version: string;
  };
  const folder = join(tmpdir(), `zont-chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(tmpdir(), { recursive: true });
    const fresh = await mkdtemp(`${folder}-`);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = fresh;
    try {
      const { default: pack } = await import('@sparticuz/chromium');
      await pack.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    // Another test file may have been faster; then its copy is as good.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  return join(folder, 'chromium');
}
