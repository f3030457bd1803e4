import { describe, expect, it } from 'vitest';
import type { Lexicon } from '../../../domain/crisis-words/lexicon.ts';
import { lexicons } from '../../../domain/crisis-words/lexicons/index.ts';

const tablesOf = ({ signs, weakSigns, falseFriends }: Lexicon) =>
  [signs, weakSigns, falseFriends].flatMap((table) => Object.values(table));
const repeated = (texts: readonly string[]) => texts.filter((text, i) => texts.indexOf(text) !== i);

describe.each(lexicons)('lexicon %#', (lexicon) => {
  const lines = tablesOf(lexicon).flat();

  it('mixes no alphabets in a word: nobody types it so', () => {
    const words = [...lines, ...Object.values(lexicon.groups)].flatMap((line) => line.match(/\p{L}+/gu) ?? []);
    expect(words.filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word))).toEqual([]);
  });

  it('says nothing twice', () => {
    expect(tablesOf(lexicon).flatMap(repeated)).toEqual([]);
    const places = [...lines.flatMap((line) => line.split(' ')), ...Object.values(lexicon.groups)];
    expect(places.filter((place) => repeated(place.split('|')).length > 0)).toEqual([]);
  });

  it('uses every group, and none that it has not', () => {
    const used = new Set(lines.flatMap((line) => line.match(/(?<=\{)\w+(?=\})/g) ?? []));
    expect([...used].sort()).toEqual(Object.keys(lexicon.groups).sort());
  });
});
