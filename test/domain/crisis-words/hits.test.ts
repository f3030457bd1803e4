import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { hits } from './corpus.ts';

const least = {
  en: 150,
  ru: 150,
  ky: 120,
  others: 20,
  glued: 25,
  second: 180,
  third: 180,
  fourth: 70,
  fifth: 280,
  sixth: 300,
  short: 900,
};

describe.each(Object.entries(hits))('crisis messages: %s', (language, samples) => {
  it('are enough to mean something', () => {
    expect(samples.length).toBeGreaterThanOrEqual(least[language as keyof typeof least]);
  });

  it.each(samples.map(({ level, text }) => [text, level] as const))('%s → %s', (text, level) => {
    expect(crisisLevelOf(text)).toBe(level);
  });
});

describe('levels', () => {
  it('takes the gravest level of a message', () => {
    expect(crisisLevelOf('больше не могу, хочу умереть')).toBe('wish');
    expect(crisisLevelOf('хочу умереть, наглоталась таблеток')).toBe('act');
    expect(crisisLevelOf('наглоталась таблеток, он ломится в дверь')).toBe('danger');
    expect(crisisLevelOf('он ломится в дверь, она не дышит')).toBe('body');
  });
});
