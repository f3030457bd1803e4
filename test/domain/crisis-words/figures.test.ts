import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { allEveryday, allHits, everyday, hits } from './corpus.ts';

/** A small generator with a seed, so that the figures are the same on every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const alphabets = { latin: 'abcdefghijklmnopqrstuvwxyz', cyrillic: 'абвгдежзийклмнопрстуфхцчшщыьэюяөүң' };

/** One letter of a long word added, dropped, replaced or swapped; never its first. */
function mistype(text: string, random: (below: number) => number, longest: number): string | null {
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
    console.log(`crisis words: one typo in a long word keeps ${((100 * kept) / tried).toFixed(1)} % of ${tried} hits`);
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
    console.log(`crisis words: ${found} of ${messages} messages of letter soup raise an alarm`);
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
    console.log(`crisis words: ${found} of ${pairs} pairs of everyday messages raise an alarm`);
    expect(found / pairs).toBeLessThan(0.01);
  });

  it('prints recall and false alarms', () => {
    const recall = Object.entries(hits).map(([language, samples]) => {
      const found = samples.filter(({ text }) => crisisLevelOf(text) !== null).length;
      return `${language} ${found}/${samples.length}`;
    });
    const alarms = allEveryday.filter((text) => crisisLevelOf(text) !== null).length;
    console.log(`crisis words: found ${recall.join(', ')}; false alarms ${alarms}/${allEveryday.length}`);
    expect(alarms).toBe(0);
  });
});
