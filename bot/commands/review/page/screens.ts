import type { Language } from '../../../../domain/language.ts';
import { htmlOf, type Screen } from '../../../../handlers/screen.ts';
import { asShown, type Html, html } from './html.ts';

export type ScreensOf = (file: string) => readonly Readonly<Partial<Record<Language, Screen>>>[];

/** The screens of a file, folded up: first what people see, then the texts one by one. */
export function screensHtml(screens: ReturnType<ScreensOf>): Html {
  if (screens.length === 0) return html``;
  const rows = screens.map((row) => html`<div class="screens">${Object.entries(row).map(screenHtml)}</div><hr>`);
  return html`<details><summary>▸ How it looks: ${screens.length} example screens</summary>${rows}</details>`;
}

function screenHtml([language, screen]: [string, Screen]): Html {
  const rows = screen.keyboard.map(
    (row) => html`<div class="keys">${row.map(({ label }) => html`<span>${label}</span>`)}</div>`,
  );
  return html`<div lang="${language}"><div class="screen">${asShown(htmlOf(screen))}</div>${rows}</div>`;
}
