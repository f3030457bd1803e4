import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { type Random, randomFrom } from '../../support/seeded-random.ts';
import { allHits, everyday, hits } from './corpus.ts';
import { figures, shareOf } from './figures.ts';

const alphabets = { latin: 'abcdefghijklmnopqrstuvwxyz', cyrillic: 'абвгдежзийклмнопрстуфхцчшщыьэюяөүң' };

/** One letter of a long word added, dropped, replaced or swapped; never its first. */
function mistype(text: string, random: Random, longest: number): string | null {
  const long = [...text.matchAll(/[\p{L}']+/gu)].filter(([word]) => word.length >= longest);
  const found = long[random(Math.max(1, long.length))];
  if (found === undefined) return null;
  const [word] = found;
  const letters = /[a-z]/i.test(word) ? alphabets.latin : alphabets.cyrillic;
  const letter = letters[random(letters.length)] ?? '';
  const at = 1 + random(word.length - 2);
  const kind = random(4);
  const [head, tail] = [word.slice(0, at), word.slice(at)];
  const typed =
    kind === 0
      ? head + letter + tail
      : kind === 1
        ? head + tail.slice(1)
        : kind === 2
          ? head + letter + tail.slice(1)
          : head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2);
  return text.slice(0, found.index) + typed + text.slice(found.index + word.length);
}

describe('figures', () => {
  it('finds mistyped long words', () => {
    const random = randomFrom(7);
    const separate = allHits.filter((sample) => !hits.glued.includes(sample));
    let tried = 0;
    let kept = 0;
    for (let i = 0; i < 6000; i++) {
      const text = mistype(separate[random(separate.length)]?.text ?? '', random, 8);
      if (text === null) continue;
      tried++;
      if (crisisLevelOf(text) !== null) kept++;
    }
    expect(kept / tried).toBeGreaterThanOrEqual(0.95);
  });

  it('finds nothing in letter soup', () => {
    const random = randomFrom(11);
    let found = 0;
    const messages = 12_000;
    for (let i = 0; i < messages; i++) {
      const letters = i % 2 === 0 ? alphabets.latin : alphabets.cyrillic;
      const word = () => Array.from({ length: 1 + random(10) }, () => letters[random(letters.length)]).join('');
      if (crisisLevelOf(Array.from({ length: 1 + random(12) }, word).join(' ')) !== null) found++;
    }
    expect(found / messages).toBeLessThan(0.001);
  });

  it('seldom takes two everyday messages together for a sign', () => {
    const random = randomFrom(13);
    const languages = Object.values(everyday);
    let found = 0;
    const pairs = 6000;
    for (let i = 0; i < pairs; i++) {
      const messages = languages[i % languages.length] ?? [];
      const one = () => messages[random(messages.length)] ?? '';
      if (crisisLevelOf(`${one()}. ${one()}`) !== null) found++;
    }
    expect(found / pairs).toBeLessThan(0.01);
  });

  it('finds variants of the lexicon', () => {
    const variants = figures.variants();
    expect(variants.of).toBeGreaterThanOrEqual(3_000);
    expect(shareOf(variants)).toBeGreaterThanOrEqual(0.98);
  });

  it('seldom raises an everyday message', () => {
    const wrong = figures.everyday();
    expect(wrong.of).toBeGreaterThanOrEqual(1_000);
    expect(shareOf(wrong)).toBeLessThanOrEqual(0.01);
  });

  it('does no worse than it did on messages that it was never mended for', () => {
    expect(shareOf(figures.newHits())).toBeGreaterThanOrEqual(0.78);
    expect(shareOf(figures.newEveryday())).toBeLessThanOrEqual(0.03);
    expect(shareOf(figures.newNear())).toBeLessThanOrEqual(0.13);
    expect(shareOf(figures.newShort())).toBeGreaterThanOrEqual(0.91);
    expect(shareOf(figures.newShortNear())).toBeLessThanOrEqual(0.04);
  });
});
