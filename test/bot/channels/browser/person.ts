import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody in front of the page: what they see and do, in their own words. */
export interface Person {
  readonly page: Page;
  /** Everything the browser asked for, and everything it complained about. */
  readonly requests: string[];
  readonly complaints: string[];
  button(label: string): Locator;
  messages(): Promise<string[]>;
  press(label: string): Promise<void>;
  write(text: string): Promise<void>;
}

/** Opens the chat at a phone's size and, unless told otherwise, presses Start. */
export async function visit(
  browser: Browser,
  url: string,
  { locale = 'en-GB', width = 360, height = 640, start = true, context = undefined as Page | undefined } = {},
): Promise<Person> {
  const page = context
    ? await context.context().newPage()
    : await (await browser.newContext({ locale, viewport: { width, height } })).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.goto(url);
  await page.locator('.start').waitFor();
  if (start) await page.locator('.start').click();
  const button = (label: string) => page.locator('.log .key').filter({ hasText: label });
  return {
    page,
    requests,
    complaints,
    button,
    messages: () =>
      page
        .locator('.bubble')
        .evaluateAll((all: any[]) =>
          all.map((bubble) => bubble.lastChild?.parentElement.innerText.replace(/^\S+:\s*/, '')),
        ),
    press: (label) => button(label).click(),
    async write(text) {
      await page.locator('textarea').fill(text);
      await page.keyboard.press('Enter');
    },
  };
}

/** Waits until the chat shows exactly these messages. */
export async function expectMessages(person: Person, messages: string[]): Promise<void> {
  await expect.poll(() => person.messages()).toEqual(messages);
}
