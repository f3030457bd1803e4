import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reviewSheetCommand } from '../../../bot/commands/review-sheet.ts';
import { stemOf } from '../../locales/checks/keys.ts';
import { plainKeysIn } from '../../locales/checks/usage.ts';
import { sourceCode } from '../../locales/support/all-texts.ts';
import { launchBrowser } from '../../support/browser.ts';
import { createReviewRoom, importReviews, type ReviewRoom } from './support/review-room.ts';

const browser: Browser | null = await launchBrowser();
let room: ReviewRoom;
beforeEach(() => {
  room = createReviewRoom();
});
afterEach(() => room.leave());
afterAll(() => browser?.close());

async function writeSheet(): Promise<string> {
  const files = ['--html', room.path('sheet.html'), '--csv', room.path('sheet.csv')];
  const command = reviewSheetCommand(() => {}, room.root);
  await new Command().addCommand(command).parseAsync(['review-sheet', ...files], { from: 'user' });
  return room.path('sheet.html');
}

describe('the page', () => {
  test('holds every text, and refers to nothing outside', async () => {
    const page = readFileSync(await writeSheet(), 'utf8');
    for (const { texts } of room.sheet) for (const { id } of texts) expect(page).toContain(`data-id="${id}"`);
    expect(
      page.match(/<[^>]*\s(?:src|href|action|srcset)\s*=|@import|[:\s]url\(|<link|<iframe|<img|<base/gi),
    ).toBeNull();
    expect(page.includes('http:') || page.includes('https:')).toBe(false);
    expect(page).toContain('default-src &#39;none&#39;');
    const script = page.slice(page.indexOf('<script>'));
    expect(script).not.toMatch(
      /fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|import\(|innerHTML|localStorage/,
    );
  });

  test('escapes what a text holds', async () => {
    room.replace('locales/en/menu.json', 'What do you need?', '<script>alert(1)</script>\\" onload=\\"x');
    room.replace('db/seed/coping/cards/panic-1/en.json', 'This is panic.', '<script>alert(2)</script>');
    const page = readFileSync(await writeSheet(), 'utf8');
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('" onload="x');
  });

  test('knows every text that is shown as it stands, so that no markup gets there', () => {
    const plain = new Set(plainKeysIn(sourceCode()).map((key) => `locales/${key}`));
    const texts = room.sheet.flatMap((file) => file.texts).filter(({ id }) => plain.has(stemOf(id)));
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter(({ kind }) => !kind.isPlain).map(({ id }) => id)).toEqual([]);
  });
});

describe.skipIf(!browser)('the page on a phone', { timeout: 40_000 }, () => {
  async function open(path: string): Promise<{ page: Page; faults: string[] }> {
    const page = await (browser as Browser).newPage({ viewport: { width: 360, height: 640 } });
    const faults: string[] = [];
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => void (line.type() === 'error' && faults.push(line.text())));
    page.on('request', (request) => {
      if (!/^(file|blob):/.test(request.url())) faults.push(request.url());
    });
    await page.goto(pathToFileURL(path).href);
    return { page, faults };
  }

  async function saved(page: Page, name: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save my review' }).click(),
    ]);
    await download.saveAs(room.path(name));
    return room.path(name);
  }

  async function sayWho(page: Page): Promise<void> {
    await page.getByLabel('I am a').selectOption('native');
    await page.getByLabel('Initials', { exact: true }).fill('A.B.');
    await page.getByLabel('Date', { exact: true }).fill('2026-11-22');
  }

  test('saves a correction, a mark and a remark that can be imported, and goes on with them later', async () => {
    const { page, faults } = await open(await writeSheet());
    const wide = 'document.documentElement.scrollWidth';
    expect(await page.evaluate(wide)).toBe(360);
    await sayWho(page);
    await page.getByLabel('Correction of locales/menu.ask, Русский').fill('Что вам сейчас "нужно"?');
    await page.getByLabel('Remark on locales/menu.ask').fill('<b>Kinder</b>');
    await page.locator('[data-file="locales/menu"][data-language=ru]').check();
    const file = await saved(page, 'a.json');
    const again = await open(room.path('sheet.html'));
    await again.page.getByLabel('Go on with a saved review').setInputFiles(file);
    await again.page.getByText('Opened.').waitFor();
    expect(readFileSync(await saved(again.page, 'b.json'), 'utf8')).toBe(readFileSync(file, 'utf8'));
    expect(await importReviews(room, file, '--write')).toMatchObject({ exitCode: 0 });
    const menu = JSON.parse(room.read('locales/ru/menu.json'));
    expect([menu.texts.ask, menu.reviewedBy]).toEqual(['Что вам сейчас "нужно"?', { native: '2026-11-22' }]);
    expect([...faults, ...again.faults]).toEqual([]);
  });

  test('saves a review that says nothing, which changes nothing', async () => {
    const { page } = await open(await writeSheet());
    await sayWho(page);
    const { said, exitCode } = await importReviews(room, await saved(page, 'a.json'), '--write');
    expect(said).toContain('Written: 0 files.');
    expect(exitCode).toBe(0);
  });
});
