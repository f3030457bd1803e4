import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../support/browser.ts';
import { expectMessages, visit } from './person.ts';
import { key, type ScriptedBot, startScriptedBot } from './scripted-bot.ts';

const browser: Browser | null = await launchBrowser();
const menu = [
  [key('Change', 'change'), key('Alert', 'alert')],
  [key('Toast', 'toast'), key('Slow', 'slow')],
];
const EVIL = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const LONG = 'Милициянынмыйзамсызаракеттеринетартылгандардыколдоо жана кабыл алууга жазылуу';

let letGo = () => {};
let bot: ScriptedBot;

describe.skipIf(!browser)('the chat page', { timeout: 20_000 }, () => {
  const open = (options?: Parameters<typeof visit>[2]) => visit(browser as Browser, bot.channel.url, options);

  beforeAll(async () => {
    bot = await startScriptedBot({
      '/start': (turn) => turn.send('Hello', menu),
      change: (turn) => turn.edit('Changed', [[key('Back', 'back'), key('Clean', 'clean')]]),
      back: (turn) => turn.edit('Hello', menu),
      clean: (turn) => turn.remove(...Array.from({ length: 20 }, (_, i) => i + 1)),
      alert: (turn) => turn.answer('Code 1234', true),
      toast: (turn) => turn.answer('Saved'),
      slow: () =>
        new Promise<void>((resolve) => {
          letGo = resolve;
        }),
      evil: (turn) => turn.send(EVIL, [[key(EVIL, 'toast')]]),
      rich: (turn) =>
        turn.send(
          '<b>bold</b> <a href="tel:+996312000000">call</a> <a href="javascript:alert(1)">bad</a> 112',
          undefined,
          { parse_mode: 'HTML' },
        ),
      many: async (turn) => {
        for (let i = 1; i <= 12; i++) await turn.send(`Line ${i}\nmore\nmore`);
      },
      long: (turn) =>
        turn.send(LONG, [
          [key(LONG, 'toast')],
          [key(LONG, 'toast'), key('Башкы бетке кайтуу', 'toast'), key('Жок', 'toast')],
        ]),
    });
  }, 20_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.channel.stop();
  });

  it('begins with a Start button, sends what is typed and shows who said what', async () => {
    const person = await open({ start: false, locale: 'ky-KG' });
    expect(await person.page.title()).toBe('Zont');
    expect(await person.page.locator('html').getAttribute('lang')).toBe('ky');
    expect(await person.page.locator('.start').innerText()).toBe('Баштоо');
    expect(await person.page.locator('.composer').isVisible()).toBe(false);
    await person.page.locator('.start').click();
    await expectMessages(person, ['/start', 'Hello']);
    expect(bot.updates.at(-1).message.from.language_code).toBe('ky-KG');
    await person.write('салам');
    await expectMessages(person, ['/start', 'Hello', 'салам']);
    expect(await person.page.locator('.mine').count()).toBe(2);
    expect(person.complaints).toEqual([]);
  });

  it('hands on the payload of a link, as Telegram does', async () => {
    const person = await visit(browser as Browser, `${bot.channel.url}/?start=card-7_b`);
    await expectMessages(person, ['/start card-7_b']);
  });

  it.each([
    ['ru-RU', 'ru'],
    ['uk', 'ru'],
    ['kk-KZ', 'ru'],
    ['de-DE', 'en'],
  ])('speaks to a browser in %s in %s', async (locale, lang) => {
    const person = await open({ start: false, locale });
    expect(await person.page.locator('html').getAttribute('lang')).toBe(lang);
    await expect
      .poll(() =>
        person.page.locator('[data-text]').evaluateAll((all: any[]) => all.every((part) => part.textContent !== '')),
      )
      .toBe(true);
  });

  it('edits in place, deletes, and keeps a keyboard user in the message', async () => {
    const person = await open();
    await person.button('Change').focus();
    await person.page.keyboard.press('Enter');
    await expectMessages(person, ['/start', 'Changed']);
    await expect.poll(() => person.page.evaluate('document.activeElement.textContent')).toBe('Back');
    await person.press('Clean');
    await expectMessages(person, []);
  });

  it('shows an alert that has the focus, closes with Escape and gives the focus back', async () => {
    const person = await open();
    await person.button('Alert').focus();
    await person.page.keyboard.press('Enter');
    const alert = person.page.getByRole('alertdialog');
    await alert.waitFor();
    expect(await alert.locator('p').innerText()).toBe('Code 1234');
    expect(await person.page.evaluate('document.activeElement.textContent')).toBe('OK');
    await person.page.keyboard.press('Escape');
    await alert.waitFor({ state: 'hidden' });
    await expect.poll(() => person.page.evaluate('document.activeElement.textContent')).toBe('Alert');
    // The page hears that an alert was closed a little after it is gone from the screen.
    await expect.poll(() => person.page.content()).not.toContain('Code 1234');
  });

  it('shows a toast, and marks a button while its press is under way', async () => {
    const person = await open();
    await person.press('Toast');
    await expect.poll(() => person.page.locator('.toast').innerText()).toBe('Saved');
    await person.press('Slow');
    await expect.poll(() => person.button('Slow').getAttribute('aria-busy')).toBe('true');
    await person.press('Slow');
    letGo();
    await expect.poll(() => person.button('Slow').getAttribute('aria-busy')).toBe(null);
    expect(bot.updates.filter((update) => update.callback_query?.data === 'slow')).toHaveLength(1);
  });

  it('draws text and labels that try to be HTML as what they are: text', async () => {
    const person = await open();
    await person.write('evil');
    await expectMessages(person, ['/start', 'Hello', 'evil', EVIL]);
    expect(await person.button('onerror').innerText()).toBe(EVIL);
    await person.write(EVIL);
    await expect.poll(async () => (await person.messages()).length).toBe(5);
    await person.write('rich');
    await person.page.locator('.bubble strong').waitFor();
    expect(await person.page.locator('.log img, .log script').count()).toBe(0);
    const links = person.page.locator('.bubble a');
    expect(await links.evaluateAll((all: any[]) => all.map(({ href, target, rel }) => [href, target, rel]))).toEqual([
      ['tel:+996312000000', '_blank', 'noreferrer noopener'],
    ]);
    expect(await person.page.title()).toBe('Zont');
    expect(person.complaints).toEqual([]);
  });

  it('makes each tab a person of its own, and each reload a new one', async () => {
    const first = await open();
    await expectMessages(first, ['/start', 'Hello']);
    const second = await open({ context: first.page });
    await expectMessages(second, ['/start', 'Hello']);
    const [a, b] = bot.updates.slice(-2).map((update) => update.message.chat.id);
    expect(a).not.toBe(b);
    await second.press('Change');
    await expectMessages(second, ['/start', 'Changed']);
    await expectMessages(first, ['/start', 'Hello']);

    await first.page.reload();
    await expect.poll(() => bot.gone).toContain(a);
    expect(await first.messages()).toEqual([]);
    await first.page.locator('.start').click();
    await expectMessages(first, ['/start', 'Hello']);
    expect([a, b]).not.toContain(bot.updates.at(-1).message.chat.id);
    await second.page.close({ runBeforeUnload: true });
    await expect.poll(() => bot.gone).toContain(b);
  });

  it('keeps nothing in the browser, and asks nobody but this computer', async () => {
    const person = await open();
    await expectMessages(person, ['/start', 'Hello']);
    await person.press('Change');
    await expectMessages(person, ['/start', 'Changed']);
    const kept = await person.page.evaluate(
      '[localStorage.length, sessionStorage.length, document.cookie, location.href, history.state]',
    );
    expect(kept).toEqual([0, 0, '', `${bot.channel.url}/`, null]);
    expect(person.requests.length).toBeGreaterThan(5);
    expect(person.requests.filter((url) => !url.startsWith(`${bot.channel.url}/`))).toEqual([]);
  });

  it.each([320, 360])('never scrolls sideways at %i px and cuts no label', async (width) => {
    const person = await open({ width });
    await person.write('long');
    await person.button('Жок').waitFor();
    expect(
      await person.page.evaluate(
        '[document.scrollingElement.scrollWidth, document.querySelector(".scroll").scrollWidth]',
      ),
    ).toEqual([width, width]);
    const keys: { cut: boolean; height: number; right: number }[] = await person.page
      .locator('.key, .composer button, summary')
      .evaluateAll((all: any[]) =>
        all.map((one) => ({
          cut: one.scrollWidth > one.clientWidth,
          height: one.offsetHeight,
          right: one.getBoundingClientRect().right,
        })),
      );
    for (const one of keys) {
      expect(one.cut).toBe(false);
      expect(one.height).toBeGreaterThanOrEqual(44);
      expect(one.right).toBeLessThanOrEqual(width);
    }
  });

  it('follows the end of the chat, and does not jump for a person who reads further up', async () => {
    const person = await open();
    await person.write('many');
    await expect.poll(async () => (await person.messages()).length).toBe(15);
    const fromEnd =
      '(v => Math.round(v.scrollHeight - v.clientHeight - v.scrollTop))(document.querySelector(".scroll"))';
    await expect.poll(() => person.page.evaluate(fromEnd)).toBeLessThan(2);
    await person.page.evaluate('document.querySelector(".scroll").scrollTop = 300');
    const line = () => person.page.locator('.bubble', { hasText: 'Line 4' }).boundingBox();
    const before = await line();
    const chat_id = bot.updates.at(-1).message.chat.id;
    await bot.channel.transport('editMessageText', { chat_id, message_id: 2, text: 'Longer\n'.repeat(9) });
    await bot.channel.transport('deleteMessage', { chat_id, message_id: 1 });
    await bot.channel.transport('sendMessage', { chat_id, text: 'Latest' });
    await expect.poll(async () => (await person.messages()).at(-1)).toBe('Latest');
    expect((await line())?.y).toBeCloseTo(before?.y ?? 0, 0);
  });

  it('works in more tabs of one browser than it has connections', async () => {
    const people = [await open()];
    for (let i = 0; i < 7; i++) people.push(await open({ context: (people[0] as (typeof people)[0]).page }));
    for (const person of people) {
      await person.press('Change');
      await expectMessages(person, ['/start', 'Changed']);
    }
    await people[0]?.page.context().close();
  });
});

describe.skipIf(!browser)('when the program goes away', { timeout: 20_000 }, () => {
  it('the page says so, comes back by itself, and offers to start again when it was forgotten', async () => {
    const own = await launchBrowser();
    const first = await startScriptedBot({
      '/start': (turn) => turn.send('Hello'),
      кыргызча: (turn) => turn.speaks('ky').send('Салам'),
    });
    const port = Number(new URL(first.channel.url).port);
    const person = await visit(own as Browser, first.channel.url);
    await expectMessages(person, ['/start', 'Hello']);
    await person.write('кыргызча');
    await expectMessages(person, ['/start', 'Hello', 'кыргызча', 'Салам']);
    await first.channel.stop();
    const status = person.page.locator('.status');
    await expect.poll(() => status.innerText()).toContain('Бул компьютердеги программа менен байланыш жок');

    const second = await startScriptedBot({ '/start': (turn) => turn.send('New') }, port);
    const again = person.page.getByRole('button', { name: 'Кайра баштоо' });
    await again.waitFor();
    expect(await person.messages()).toEqual(['/start', 'Hello', 'кыргызча', 'Салам']);
    await again.click();
    // What was chosen is forgotten with the chat.
    expect(await person.page.locator('.start').innerText()).toBe('Start');
    await person.page.locator('.start').click();
    await expectMessages(person, ['/start', 'New']);
    expect(await status.isVisible()).toBe(false);
    await own?.close();
    await second.channel.stop();
  });
});
