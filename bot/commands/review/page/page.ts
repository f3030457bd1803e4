import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Sheet } from '../sheet.ts';
import { filePart } from './file-part.ts';
import { html } from './html.ts';
import type { ScreensOf } from './screens.ts';

const style = readFileSync(new URL('./review-page.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('./review-page.js', import.meta.url), 'utf8');

const hashOf = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** The browser itself holds the page to it: nothing from outside, no script but its own. */
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;

/** The whole sheet as one page that needs nothing but itself. */
export function writePage(sheet: Sheet, screensOf: ScreensOf): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Review</title>
<style>${{ html: style }}</style>
</head>
<body>
<form id="review" autocomplete="off">
<h1>Review of the texts</h1>
<p>Write a correction under a text, or a remark below it. Mark what you have read whole. Then save: you get a file to hand back.
This page sends nothing and keeps nothing: what is not saved is gone when you close it.</p>
<p>Keep <code>{{…}}</code> as it is. <code>&lt;b&gt;…&lt;/b&gt;</code> is bold, <code>&lt;i&gt;…&lt;/i&gt;</code> italic.</p>
<div class="reviewer">
<label>I am a <select id="role" required><option value="">choose…</option><option value="native">native speaker</option><option value="clinician">clinician</option><option value="lawyer">lawyer</option></select></label>
<label>Initials <input id="initials" required maxlength="20"></label>
<label>Date <input id="date" type="date" required></label>
<label>Go on with a saved review <input id="load" type="file" accept=".json,application/json"></label>
</div>
${sheet.map((file) => filePart(file, screensOf(file.name)))}
<div class="actions"><button>Save my review</button><span id="said" role="status"></span></div>
<details id="copy" hidden><summary>▸ No file? Copy this text</summary><textarea id="as-text" rows="8" readonly aria-label="My review as text"></textarea></details>
</form>
<script>${{ html: script }}</script>
</body>
</html>
`;
  return page.html;
}
