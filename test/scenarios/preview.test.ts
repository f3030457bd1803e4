import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type App, startApp } from '../../bot/app.ts';
import { parseConfig } from '../../bot/config.ts';
import { openDatabase } from '../../db/open-database.ts';
import { chatSettings, conversationStates } from '../../db/schema.ts';
import { languages } from '../../domain/language.ts';
import { type TextKey, wordsIn } from '../../locales/index.ts';
import { type Person, visit } from '../bot/channels/browser/person.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/program.ts';

const browser: Browser | null = await launchBrowser();
const pageTexts = JSON.parse(readFileSync('bot/channels/browser/page/texts.json', 'utf8'));

interface Preview {
  readonly url: string;
  readonly dataDirectory: string;
  readonly app: App;
  remove(): Promise<void>;
}

/** The program as `npm start` starts it, on a copy of a prepared database. */
async function startPreview(): Promise<Preview> {
  const root = mkdtempSync(join(tmpdir(), 'zont-preview-'));
  const dataDirectory = join(root, 'data');
  cpSync(inject('templateDirectory'), dataDirectory, { recursive: true });
  const port = await freePort();
  const keys = join(root, 'keys');
  const app = await startApp(parseConfig({ PORT: String(port), DATA_DIRECTORY: dataDirectory, KEYS_DIRECTORY: keys }));
  return {
    url: `http://localhost:${port}`,
    dataDirectory,
    app,
    async remove() {
      await app.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview();
});
afterAll(async () => {
  await preview.remove();
  await browser?.close();
});

const waitForText = (person: Person, text: string) =>
  expect.poll(() => person.page.locator('.log').innerText(), { timeout: 10_000 }).toContain(text);

describe.skipIf(!browser)('the preview in a browser', () => {
  test.each(languages)('is the very same bot: a walk through every flow in %s', async (language) => {
    const words = wordsIn(language);
    const locale = { en: 'en-GB', ru: 'ru-RU', ky: 'ky-KG' }[language];
    const person = await visit(browser as Browser, preview.url, { locale });
    const press = async (label: string, expected: TextKey, values = {}) => {
      await person.page.locator('.log .key').getByText(label, { exact: true }).click();
      await waitForText(person, words.plain(expected, values).replace(/<[^>]+>/g, ''));
    };
    await waitForText(person, words.plain('start.askLanguage'));
    await press({ en: 'English', ru: 'Русский', ky: 'Кыргызча' }[language], 'start.askCountry');
    await press(words.plain('places.KG'), 'start.privacyPreview');
    await press(words.plain('start.openMenu'), 'menu.ask');
    await press(words.plain('menu.help'), 'help.ask', { place: words.plain('places.KG') });
    await press(words.plain('needs.talk'), 'help.askCity');
    await press(words.plain('places.osh'), 'help.page', { page: 1, pages: 2 });
    await press('Find A Helpline', 'help.unchecked');
    await press(words.plain('help.uncheckedButton'), 'help.unchecked');
    await person.page.getByRole('alertdialog').getByRole('button').click();
    await press(words.plain('common.sos'), 'crisis.noPerson');
    await press(words.plain('common.menu'), 'menu.ask');
    await press(words.plain('menu.about'), 'about.preview');
    await person.write('hello');
    await waitForText(person, words.plain('anything.text'));
    expect(await person.messages()).toHaveLength(1);
    expect(person.complaints).toEqual([]);
    expect(person.requests.every((request) => request.startsWith(preview.url))).toBe(true);
    const width = await person.page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    await person.page.context().close();
  });

  test('speaks all around the chat in the language that is chosen in the chat, not in that of the browser', async () => {
    const person = await visit(browser as Browser, preview.url, { locale: 'en-GB' });
    const { page } = person;
    const spoken = {
      page: () => page.locator('html').getAttribute('lang'),
      message: () => page.locator('.message:not(.mine)').last().getAttribute('lang'),
      toast: async () => [await page.locator('.toast').getAttribute('lang'), await page.locator('.toast').innerText()],
    };
    for (const [label, language] of [
      ['Кыргызча', 'ky'],
      ['Русский', 'ru'],
    ] as const) {
      const words = wordsIn(language);
      await person.press(label);
      await expect.poll(spoken.page).toBe(language);
      expect(await spoken.message()).toBe(language);
      const around = page.locator('[data-text], [data-placeholder]');
      const drawn = await around.evaluateAll((all: any[]) =>
        all.map(({ dataset, placeholder, textContent }) => [
          dataset.text ?? dataset.placeholder,
          placeholder ?? textContent,
        ]),
      );
      expect(drawn).toEqual(drawn.map(([key]) => [key, pageTexts[language][key]]));
      if (language === 'ru') await expect.poll(spoken.toast).toEqual(['ru', words.plain('settings.saved')]);
      else {
        await person.press(words.plain('places.KG'));
        await person.press(words.plain('start.openMenu'));
        await person.press(words.plain('common.language'));
      }
    }
    expect(person.complaints).toEqual([]);
    await page.context().close();
  });

  test('forgets a person whose tab was closed: nothing of them is left in the database', async () => {
    const own = await startPreview();
    const person = await visit(browser as Browser, own.url, { locale: 'en-GB' });
    await person.press('Русский');
    await person.press('Кыргызстан');
    await waitForText(person, wordsIn('ru').plain('start.privacyPreview'));
    await person.page.close({ runBeforeUnload: true });
    await own.app.stop();
    const database = await openDatabase({ kind: 'embedded', directory: own.dataDirectory });
    try {
      expect(await database.db.select().from(chatSettings)).toEqual([]);
      expect(await database.db.select().from(conversationStates)).toEqual([]);
    } finally {
      await database.close();
      await own.remove();
    }
  });
});
