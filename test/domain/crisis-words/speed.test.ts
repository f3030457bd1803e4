import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { allEveryday } from './corpus.ts';

const longest = 4096;
const filled = (piece: string) => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);
const numbered = (make: (i: number) => string) =>
  Array.from({ length: 500 }, (_, i) => make(i))
    .join(' ')
    .slice(0, longest);
const letter = (i: number) => String.fromCharCode(0x430 + (i % 32));

const hostile: Record<string, string> = {
  'one letter': filled('a'),
  'one Cyrillic letter': filled('щ'),
  'the commonest first word': filled('не '),
  'half a phrase': filled('не хочу '),
  'half a phrase, glued': filled('нехочу'),
  'near-misses': filled('умереит '),
  'near-misses, all different': numbered((i) => `самоуб${letter(i)}${letter(i * 7)}${letter(i >> 5)}`),
  'near-misses, long': numbered((i) => `повеш${letter(i)}${letter(i * 7)}${letter(i >> 5)}ться`),
  'spelt-out letters': filled('у м '),
  'Latin look-alikes': filled('xo4u ymepet jit '),
  'marks on every letter': filled('e\u0301\u0301\u0301'),
  'one sign that becomes eighteen': filled('\ufdfa'),
  'small words': filled('на с у в за '),
};

/** Processor time, since other tests run beside this one. */
function milliseconds(text: string, times: number): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) crisisLevelOf(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

describe('speed', () => {
  it('reads everyday messages in no time', () => {
    for (const text of allEveryday) crisisLevelOf(text);
    const all = allEveryday.reduce((sum, text) => sum + milliseconds(text, 1), 0);
    const long = milliseconds(filled(`${allEveryday.join('. ')} `), 10);
    console.log(
      `crisis words: ${(all / allEveryday.length).toFixed(2)} ms a message, ${long.toFixed(1)} ms for 4,096 characters`,
    );
    expect(all / allEveryday.length).toBeLessThan(20);
  });

  it.each(Object.entries(hostile))('is not slowed down by %s', (_, text) => {
    milliseconds(text, 3);
    expect(milliseconds(text, 5)).toBeLessThan(250);
  });
});
