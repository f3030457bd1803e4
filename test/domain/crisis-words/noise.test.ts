import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { allEveryday, allHits, hits } from './corpus.ts';

const texts = allHits.map(({ text }) => text);
const anyHit = fc.constantFrom(...texts);
/** Some cries count only when the message says nothing else: «заперли». */
const anyLongerHit = fc.constantFrom(
  ...allHits.filter((sample) => !hits.short.includes(sample)).map(({ text }) => text),
);
const bits = fc.infiniteStream(fc.boolean());
const runs = { numRuns: 1500 };

/** `change` applied to about half of the places where `pattern` stands. */
const sometimes = (text: string, flips: Iterator<boolean>, pattern: RegExp, change: (found: string) => string) =>
  text.replace(pattern, (found) => (flips.next().value ? change(found) : found));

const holds = (change: (text: string, flips: Iterator<boolean>) => string) =>
  fc.assert(
    fc.property(anyHit, bits, (text, flips) => {
      const changed = change(text, flips);
      expect([changed, crisisLevelOf(changed)]).not.toEqual([changed, null]);
    }),
    runs,
  );

describe('noise never hides a sign', () => {
  it('case', () => holds((text, flips) => sometimes(text, flips, /\p{L}/gu, (letter) => letter.toUpperCase())));

  it('spaces', () => holds((text, flips) => `  ${sometimes(text, flips, / /g, () => ' \n\u00a0\t ')} `));

  it('punctuation and emoji between words', () =>
    holds((text, flips) => `!${sometimes(text, flips, / /g, () => '… 😭, ')}?`));

  it('zero-width characters', () =>
    holds((text, flips) => sometimes(text, flips, /\p{L}/gu, (letter) => `${letter}\u200b\u2060\u00ad`)));

  it('combining marks', () =>
    holds((text, flips) => sometimes(text, flips, /[a-zа-я]/gu, (letter) => `${letter}\u0336\u0301`)));

  it('repeated letters', () => holds((text, flips) => sometimes(text, flips, /\p{L}/gu, (letter) => letter.repeat(3))));

  it('е for ё, о for ө, у for ү, н for ң', () => {
    const plain: Record<string, string> = { ё: 'е', ө: 'о', ү: 'у', ң: 'н', ъ: '', ь: '' };
    holds((text, flips) => sometimes(text, flips, /[ёөүңьъ]/g, (letter) => plain[letter] ?? letter));
  });

  it('ё for е in Russian', () => holds((text, flips) => sometimes(text, flips, /е/g, () => 'ё')));

  it('look-alike letters', () => {
    const alike: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x' };
    // Not the first letter of a message, and not in every place: whole words in other letters are another reading.
    holds((text, flips) => {
      let word = 0;
      return text.replace(/(?<=[а-я])[аеорсх](?=[а-я])/g, (letter) =>
        flips.next().value && word++ < 3 ? (alike[letter] ?? letter) : letter,
      );
    });
  });

  it('a long everyday text around it', () => {
    const around = fc.array(fc.constantFrom(...allEveryday), { maxLength: 30 }).map((lines) => lines.join('. '));
    fc.assert(
      fc.property(around, anyLongerHit, around, (before, text, after) => {
        const whole = `${before}. ${text}. ${after}`;
        expect([whole, crisisLevelOf(whole)]).not.toEqual([whole, null]);
      }),
      { numRuns: 600 },
    );
  });
});

describe('any text at all', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const known = [null, 'body', 'danger', 'act', 'wish', 'hopeless'];

  it('never throws, and answers with a level or null only', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 4096, size: 'max' }), (text) => {
        expect(known).toContain(crisisLevelOf(text));
      }),
      { numRuns: 60 },
    );
    for (const text of [
      '\ud800',
      '\udfff\ud800',
      '\0',
      'مرحبا',
      'שלום',
      '\u202eумереть хочу',
      '我想死',
      '\ufdfa'.repeat(4096),
    ]) {
      expect(known).toContain(crisisLevelOf(text));
    }
  });
});
