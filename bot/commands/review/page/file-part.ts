import { languages } from '../../../../domain/language.ts';
import { ownNames } from '../../../../locales/formats.ts';
import { reviewedInWords, sourcesInWords } from '../in-words.ts';
import type { SheetFile, SheetText } from '../sheet.ts';
import { limitInWords } from '../text-kind.ts';
import { type Html, html } from './html.ts';
import { type ScreensOf, screensHtml } from './screens.ts';

/** One file: who has read it, its screens, its texts. */
export function filePart(file: SheetFile, screens: ReturnType<ScreensOf>): Html {
  const sources = sourcesInWords(file);
  return html`<section>
<h2>${file.name}</h2>
${sources === '' ? html`` : html`<p class="note">Sources: ${sources}</p>`}
<div class="read">${readMarks(file)}</div>
${screensHtml(screens)}
${file.texts.map(row)}
</section>`;
}

function readMarks(file: SheetFile): readonly Html[] {
  return languages.flatMap((language) => {
    const source = file.languages[language];
    if (!source) return [];
    return html`<label><input type="checkbox" data-file="${file.name}" data-language="${language}" data-digest="${source.digest}"><span>I have read all of it in ${ownNames[language]} <small>(${reviewedInWords(source)})</small></span></label>`;
  });
}

function row({ id, kind, cells }: SheetText): Html {
  const inLanguages = languages.flatMap((language) => {
    const cell = cells[language];
    if (!cell) return [];
    return html`<div class="cell" lang="${language}"><b class="language">${ownNames[language]}</b><p>${cell.text}</p>
<textarea rows="1" aria-label="Correction of ${id}, ${ownNames[language]}" placeholder="correction" data-id="${id}" data-language="${language}" data-digest="${cell.digest}" data-text="${cell.text}"></textarea></div>`;
  });
  return html`<div class="row"><h3>${id}</h3><p class="note">${limitInWords(kind)}</p>
<div class="languages">${inLanguages}</div>
<textarea rows="1" aria-label="Remark on ${id}" placeholder="remark" data-id="${id}"></textarea></div>`;
}
