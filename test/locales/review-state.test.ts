import { describe, expect, test } from 'vitest';
import { textsReport } from '../../bot/commands/texts.ts';
import { languages } from '../../domain/language.ts';
import { parseReviewedBy, reviewState, type TextFiles } from '../../locales/review-state.ts';
import { someoneWho } from '../support/operator.ts';
import { fileNames } from './support/all-texts.ts';

const filesWith = (reviewedBy: unknown): TextFiles => ({
  en: { menu: { reviewedBy, texts: { first: 'One.', ask: 'Two?' } } },
  ru: {},
  ky: {},
});
const everybody = { native: '2026-11-20', clinician: '2026-11-21', lawyer: '2026-11-22' };

describe('the review state', () => {
  test('is readable in every file of every language', () => {
    expect(reviewState()).toHaveLength(languages.length * fileNames.length);
  });

  test('says who has not reviewed a file', () => {
    expect(reviewState(filesWith({ native: '2026-11-20' }))).toEqual([
      { language: 'en', file: 'menu', texts: 2, missing: ['clinician', 'lawyer'] },
    ]);
  });

  test('says that nobody is missing when all have', () => {
    expect(reviewState(filesWith(everybody))[0]?.missing).toEqual([]);
  });

  test.each([
    ['a day that is none', { native: '2026-02-30' }, 'reviewedBy.native: must be a day'],
    ['a day in another form', { lawyer: '22.11.2026' }, 'reviewedBy.lawyer: must be a day'],
    ['a name where a day belongs', { clinician: 'Dr A.' }, 'reviewedBy.clinician: must be a day'],
    ['a reviewer that nobody knows', { friend: '2026-11-22' }, 'friend'],
    ['a missing object', undefined, 'reviewedBy: '],
  ])('refuses %s and names the file', (_, reviewedBy, fault) => {
    expect(() => parseReviewedBy(reviewedBy, 'ru/about')).toThrow(`locales/ru/about.json: `);
    expect(() => parseReviewedBy(reviewedBy, 'ru/about')).toThrow(fault);
  });
});

const noTips = {
  en: { cards: [], exercises: [] },
  ru: { cards: [], exercises: [] },
  ky: { cards: [], exercises: [] },
};

describe('zont texts', () => {
  test('lists each file with its reviewers, the directory and a total', () => {
    expect(textsReport(reviewState(filesWith({ native: '2026-11-20' })), [], noTips)).toEqual([
      'en',
      '  menu               2 texts  not reviewed by: clinician, lawyer',
      'tips and exercises',
      ...languages.flatMap((language) => [
        `  ${language} cards           0 files  reviewed`,
        `  ${language} exercises       0 files  reviewed`,
      ]),
      'directory',
      '  0 texts in db/seed/directory: not reviewed by anybody (the files hold no review)',
      'Total: 1 of 1 files with 2 texts still need a reviewer, 0 tips and exercises, and 0 texts of the directory.',
    ]);
  });

  test('says so when a file is reviewed, and does not count it', () => {
    const report = textsReport(reviewState(filesWith(everybody)), [], noTips);
    expect(report[1]).toBe('  menu               2 texts  reviewed');
    expect(report.at(-1)).toMatch(/^Total: 0 of 1 files with 0 texts/);
  });

  test('prints the state of the real texts and of the directory', async () => {
    const printed = (await someoneWho(null)(['texts'])).out.split('\n');
    for (const language of languages) expect(printed).toContain(language);
    expect(printed.filter((line) => / about +\d+ texts/.test(line))).toHaveLength(languages.length);
    const tips = printed.filter((line) =>
      /^ {2}(en|ru|ky) (cards|exercises) +[1-9]\d* files {2}not reviewed by: /.test(line),
    );
    expect(tips).toHaveLength(2 * languages.length);
    expect(printed.at(-2)).toMatch(/^ {2}[1-9]\d* texts in db\/seed\/directory: not reviewed/);
    expect(printed.at(-1)).toMatch(/^Total: /);
  });
});
