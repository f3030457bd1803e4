import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from '../../../domain/language.ts';
import { textFiles } from '../../../locales/text-files.ts';

/** One text of the bot as it stands in a file. */
export interface Text {
  readonly language: Language;
  /** `<file>.<key>`, with plural form and variant. */
  readonly key: string;
  readonly text: string;
}

/** All texts of a language. */
export function textsOf(language: Language): readonly Text[] {
  return Object.entries(textFiles[language]).flatMap(([file, { texts }]) =>
    Object.entries(texts).map(([key, text]) => ({ language, key: `${file}.${key}`, text })),
  );
}

export const allTexts: readonly Text[] = languages.flatMap(textsOf);

/** A fault with the place where it is. */
export const at = ({ language, key }: Text, fault: string): string => `${language}/${key}: ${fault}`;

/** What a check finds over some texts, each with its place. */
export function faultsIn(texts: readonly Text[], check: (text: string, language: Language) => readonly string[]) {
  return texts.flatMap((text) => check(text.text, text.language).map((fault) => at(text, fault)));
}

/** The names of the text files, without folder and ending. */
export const fileNames = Object.keys(textFiles.en);

/** All source code that speaks to people. */
export function sourceCode(): string {
  const root = new URL('../../../', import.meta.url).pathname;
  return ['bot', 'handlers'].flatMap((folder) => sourceFilesIn(join(root, folder))).join('\n');
}

function sourceFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
