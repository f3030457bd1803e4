import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { readSheet } from '../../../../bot/commands/review/read-sheet.ts';
import type { Review } from '../../../../bot/commands/review/review.ts';
import type { Sheet } from '../../../../bot/commands/review/sheet.ts';
import { reviewImportCommand } from '../../../../bot/commands/review-import.ts';
import type { Language } from '../../../../domain/language.ts';

const project = fileURLToPath(new URL('../../../../', import.meta.url));

/** A copy of the texts, with one card of all, in a folder of its own; the project's files are never touched. */
export interface ReviewRoom {
  readonly root: string;
  readonly sheet: Sheet;
  path(name: string): string;
  read(name: string): string;
  write(name: string, content: string): string;
  /** Changes a file's text as another commit would. */
  replace(name: string, from: string, to: string): void;
  /** A saved review, by default one that says nothing. */
  save(name: string, review: Partial<Review>): string;
  correction(id: string, language: Language, text: string): Review['corrections'][number];
  mark(file: string, language: Language): Review['read'][number];
  leave(): void;
}

export function createReviewRoom(): ReviewRoom {
  const root = mkdtempSync(join(tmpdir(), 'zont-review-'));
  for (const folder of ['locales', 'db/seed/coping/exercises', 'db/seed/coping/cards/panic-1']) {
    const isText = (path: string) => !path.endsWith('.ts');
    cpSync(join(project, folder), join(root, folder), { recursive: true, filter: isText });
  }
  const sheet = readSheet(root);
  const path = (name: string) => join(root, name);
  const read = (name: string) => readFileSync(path(name), 'utf8');
  const write = (name: string, content: string) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  return {
    root,
    sheet,
    path,
    read,
    write,
    replace: (name, from, to) => {
      if (!read(name).includes(from)) throw new Error(`${name} has no ${from}`);
      write(name, read(name).replace(from, to));
    },
    save: (name, review) => write(name, JSON.stringify({ ...emptyReview, ...review }, null, 2)),
    correction: (id, language, text) => {
      const cell = sheet.flatMap(({ texts }) => texts).find((one) => one.id === id)?.cells[language];
      if (!cell) throw new Error(`there is no ${id}`);
      return { id, language, digest: cell.digest, text };
    },
    mark: (file, language) => {
      const digest = sheet.find(({ name }) => name === file)?.languages[language]?.digest;
      if (!digest) throw new Error(`there is no ${file}`);
      return { file, language, digest };
    },
    leave: () => rmSync(root, { recursive: true, force: true }),
  };
}

export const emptyReview: Review = {
  zontReview: 1,
  role: 'native',
  initials: 'A.B.',
  date: '2026-11-22',
  corrections: [],
  read: [],
  remarks: [],
};

export interface Outcome {
  readonly said: string;
  readonly exitCode: number;
}

/** Runs `zont review-import` as an operator does. */
export async function importReviews(room: Pick<ReviewRoom, 'root'>, ...args: readonly string[]): Promise<Outcome> {
  const printed: string[] = [];
  const command = reviewImportCommand((line) => void printed.push(line), room.root);
  command.configureOutput({ writeErr: (text) => void printed.push(text) });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await new Command().addCommand(command.exitOverride()).parseAsync(['review-import', ...args], { from: 'user' });
    return { said: printed.join('\n'), exitCode: Number(process.exitCode) };
  } catch (error) {
    return { said: printed.join('\n'), exitCode: (error as { exitCode?: number }).exitCode ?? -1 };
  } finally {
    process.exitCode = before;
  }
}
