import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../support/browser.ts';
import { expectMessages, type Person, visit } from './person.ts';
import { key, type ScriptedBot, startScriptedBot } from './scripted-bot.ts';

const browser: Browser | null = await launchBrowser();

/** Runs in the page: each text that can be seen, with its size and its contrast to the ground behind it. */
const MEASURE = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return numbers(colour)[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest('.hidden-label, .spoiler, noscript')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(style.color), luminance(ground(element))].sort((x, y) => y - x);
    found.push({ text: element.textContent.slice(0, 30), size: parseFloat(style.fontSize), contrast: (a + 0.05) / (b + 0.05) });
  }
  return found;
})()`;

const long = 'A line of some words that goes on. '.repeat(6).trim();

describe.skipIf(!browser)('how the page looks', { timeout: 20_000 }, () => {
  let bot: ScriptedBot;
  beforeAll(async () => {
    bot = await startScriptedBot({
      '/start': (turn) =>
        turn.send(
          'A <a href="https://a.example">link</a> <code>code</code>',
          [[key('Toast', 'toast'), key('Alert', 'alert')]],
          {
            parse_mode: 'HTML',
          },
        ),
      long: (turn) => turn.send(long),
      toast: (turn) => turn.answer('Toast text'),
      alert: (turn) => turn.answer('Alert text', true),
    });
  });
  afterAll(async () => {
    await browser?.close();
    await bot.channel.stop();
  });

  it.each(['light', 'dark'] as const)('keeps every text readable in %s', async (colorScheme) => {
    const person = await visit(browser as Browser, bot.channel.url);
    await person.page.emulateMedia({ colorScheme });
    await expectMessages(person, ['/start', 'A link code']);
    await person.page.locator('summary').click();
    await person.press('Toast');
    await expect.poll(() => person.page.locator('.toast').innerText()).toBe('Toast text');
    await person.press('Alert');
    await person.page.getByRole('alertdialog').waitFor();
    await person.page.evaluate('document.querySelector(".status").hidden = false');
    await person.page.evaluate('document.querySelector(".status span").textContent = "No connection"');
    const texts = (await person.page.evaluate(MEASURE)) as { text: string; size: number; contrast: number }[];
    expect(texts.length).toBeGreaterThan(12);
    expect(texts.filter(({ contrast, size }) => contrast < 4.5 || size < 16)).toEqual([]);
  });

  describe.each(['en-GB', 'ru-RU', 'ky-KG'])('with letters of twice the size on a small phone, in %s', (locale) => {
    const enlarge = 'document.documentElement.style.fontSize = "200%"';
    const edges = `(() => {
      const box = (name) => document.querySelector(name).getBoundingClientRect();
      return { bars: box('.notice').bottom, composer: box('.composer').top, field: box('textarea').width };
    })()`;
    const measure = async (person: Person) =>
      (await person.page.evaluate(edges)) as { bars: number; composer: number; field: number };

    it('leaves most of the screen to the chat, and room for words to the field', async () => {
      const person = await visit(browser as Browser, bot.channel.url, { locale });
      await person.page.evaluate(enlarge);
      for (let times = 0; times < 4; times++) await person.write('long');
      // The bars have gone up with the page; the place to type is never out of sight.
      await expect.poll(async () => (await measure(person)).bars).toBeLessThanOrEqual(0);
      const { composer, field } = await measure(person);
      expect(composer).toBeGreaterThan(640 * 0.6);
      expect(composer).toBeLessThan(640);
      expect(field).toBeGreaterThan(280);
      expect(await person.page.evaluate('document.scrollingElement.scrollWidth')).toBe(360);
    });

    it('begins with what is said of the preview', async () => {
      const person = await visit(browser as Browser, bot.channel.url, { locale, start: false });
      await person.page.evaluate(enlarge);
      await expect.poll(() => person.page.evaluate('document.documentElement.className')).toBe('low');
      await person.page.setViewportSize({ width: 360, height: 600 });
      await expect.poll(() => person.page.evaluate('[innerHeight, scrollY]')).toEqual([600, 0]);
    });

    it('keeps the lines in sight when the letters get small again', async () => {
      const person = await visit(browser as Browser, bot.channel.url, { locale });
      for (let times = 0; times < 4; times++) await person.write('long');
      await expectMessages(person, ['/start', 'A link code', ...Array(4).fill(['long', long]).flat()]);
      const last = person.page.locator('.bubble').last();
      await expect.poll(() => last.isVisible()).toBe(true);
      await person.page.evaluate(enlarge);
      await expect.poll(() => person.page.evaluate('document.documentElement.className')).toBe('low');
      const isInSight = async () => {
        const box = await last.boundingBox();
        return box !== null && box.y >= 0 && box.y < 640;
      };
      await expect.poll(isInSight).toBe(true);
      await person.page.evaluate('document.documentElement.style.fontSize = ""');
      await expect.poll(() => person.page.evaluate('document.documentElement.className')).toBe('');
      await expect.poll(isInSight).toBe(true);
      expect((await measure(person)).composer).toBeGreaterThan(0);
    });
  });

  it('stands still for a person who wants less motion', async () => {
    const person = await visit(browser as Browser, bot.channel.url);
    await person.page.emulateMedia({ reducedMotion: 'reduce' });
    const running = 'getComputedStyle(document.querySelector(".key"), "::after").animationName';
    await person.button('Toast').waitFor();
    await person.page.evaluate('document.querySelector(".key").setAttribute("aria-busy", "true")');
    expect(await person.page.evaluate(running)).toBe('none');
    await person.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await person.page.evaluate(running)).toBe('turn');
  });

  it('can be used by keyboard alone, and every control has a name', async () => {
    const person = await visit(browser as Browser, bot.channel.url, { start: false });
    const names: string[] = [];
    const walk = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await person.page.keyboard.press('Tab');
        const name = 'document.activeElement.ariaLabel || document.activeElement.textContent.trim()';
        names.push(String(await person.page.evaluate(name)).slice(0, 8));
      }
    };
    await walk(2);
    expect(names).toEqual(['Preview.', 'Start']);
    await person.page.keyboard.press('Enter');
    await expectMessages(person, ['/start', 'A link code']);
    await walk(5);
    expect(names.slice(2)).toEqual(['link', 'Toast', 'Alert', 'Message', 'Send']);
  });
});
