import { describe, expect, test } from 'vitest';
import { familiarWords } from './address.ts';
import { foreignLetters, loneLatinLetters, mixedWords } from './alphabets.ts';
import { avoidedWords } from './avoided-words.ts';
import { countCharacters } from './characters.ts';
import { firstLineFaults } from './first-line.ts';
import { parityFaults } from './keys.ts';
import { hasStrayBraces, placeholdersOf } from './placeholders.ts';
import { longSentences } from './sentences.ts';
import { htmlFaults, markupIn } from './telegram-html.ts';
import { answersIn, plainKeysIn, usageIn } from './usage.ts';

/** A check that cannot fail is worthless: each is shown what it must catch, and what it must let pass. */

describe('the check of keys', () => {
  const whole = {
    en: ['a.x_one', 'a.x_other'],
    ru: ['a.x_one', 'a.x_few', 'a.x_many', 'a.x_other'],
    ky: ['a.x_one', 'a.x_other'],
  };

  test('lets a whole set pass', () => expect(parityFaults(whole)).toEqual([]));
  test('catches a missing text', () => {
    expect(parityFaults({ ...whole, en: ['a.x_one', 'a.x_other', 'a.y'] })).toEqual([
      'ru: a.y is missing',
      'ky: a.y is missing',
    ]);
  });
  test('catches a missing plural form', () => {
    expect(parityFaults({ ...whole, ru: ['a.x_one', 'a.x_few', 'a.x_other'] })).toEqual(['ru: a.x_many is missing']);
  });
  test('catches a plural form that the language does not have', () => {
    expect(parityFaults({ ...whole, ky: [...whole.ky, 'a.x_few'] })).toEqual(['ky: a.x_few is too much']);
  });
  test('catches a text without a form beside its plural', () => {
    expect(parityFaults({ ...whole, en: [...whole.en, 'a.x'] })).toEqual(['en: a.x is too much']);
  });
  test('catches a variant that one language lacks, and a variant without its text', () => {
    const both = ['a.p', 'a.p_militia'];
    expect(parityFaults({ en: both, ru: both, ky: ['a.p'] })).toEqual(['ky: a.p_militia is missing']);
    expect(parityFaults({ en: ['a.p_militia'], ru: both, ky: both })).toEqual(['en: a.p is missing']);
  });
});

describe('the search for used keys', () => {
  const source =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it stands for source code
    "say('menu.first'); say(`flags.${flag as keyof typeof flags}-${claim}`); import './menu.ts'; 'menu:open'";

  test('finds literal keys and families, and nothing else', () => {
    expect(usageIn(source, ['menu', 'flags'])).toEqual({ literals: ['menu.first'], families: ['flags.*-*'] });
  });
  test('finds what is answered, and what is shown plainly', () => {
    const answer = "ctx.answer(ctx.words.plain('help.gone')); await answer(words.plain('a.b'), x); words.plain('c.d')";
    expect(answersIn(answer)).toEqual(['help.gone', 'a.b']);
    expect(plainKeysIn(answer)).toEqual(['help.gone', 'a.b', 'c.d']);
  });
});

test('the check of values catches a changed name and stray braces', () => {
  expect(placeholdersOf('{{place}} and {{day}}, {{place}}')).toEqual(['day', 'place']);
  expect(placeholdersOf('{place}')).toEqual([]);
  expect(['{place}', '{{place}', '{{ place }}', 'a } b'].every(hasStrayBraces)).toBe(true);
  expect(hasStrayBraces('{{place}}')).toBe(false);
});

test.each([
  'a & b',
  'a < b',
  '<b>a',
  'a</b>',
  '<b><i>a</b></i>',
  '<strong class="x">a</strong>',
  '<br>',
  '&nbsp;',
  '<a>x</a>',
])('the check of HTML catches %s', (html) => expect(htmlFaults(html)).not.toEqual([]));
test.each(['<b>a <i>b</i></b>', 'a &amp; b &lt; c', '<code>1</code>', '<a href="https://a.example">a</a>'])(
  'the check of HTML lets %s pass',
  (html) => expect(htmlFaults(html)).toEqual([]),
);
test('the check of plain texts catches markup and escapes', () => {
  expect(markupIn('<b>a</b> &amp; b')).toHaveLength(3);
  expect(markupIn('P&G292 < 5')).toEqual([]);
});

test('characters are counted as people see them', () => {
  expect(['✍️ а', '👩‍⚖️', 'é', 'й'.normalize('NFD')].map(countCharacters)).toEqual([3, 1, 1, 1]);
});

describe('the checks of wording', () => {
  test('catch a Latin letter in a Cyrillic word and the reverse', () => {
    expect(mixedWords('Милиция и пoлиция')).toEqual(['пoлиция']);
    expect(mixedWords('Zоnt')).toEqual(['Zоnt']);
    expect(mixedWords('Сайт queer.kz, Telegram, ЛГБТИ-люди')).toEqual([]);
  });
  test('catch a Latin letter that stands alone for a Cyrillic one', () => {
    expect(loneLatinLetters('Скорая c врачом', 'ru')).toEqual(['c']);
    expect(loneLatinLetters('Hydra e.V., P&G292, Telegram', 'ru')).toEqual([]);
    expect(loneLatinLetters('a call', 'en')).toEqual([]);
  });
  test('catch letters of other languages', () => {
    expect(foreignLetters('Қазақстан', 'ru')).toEqual(['Қ', 'қ']);
    expect(foreignLetters('Өлкө', 'ru')).toEqual(['Ө', 'ө']);
    expect(foreignLetters('Өлкө, үй, миң', 'ky')).toEqual([]);
    expect(foreignLetters('Menu, меню', 'en')).toHaveLength(4);
  });
  test('catch words that the glossary avoids, in any form', () => {
    expect(avoidedWords('Для проституток и нелегалов', 'ru')).toEqual(['проститут', 'нелегал']);
    expect(avoidedWords('Rescue for victims', 'en')).toEqual(['rescu', 'victim']);
    expect(avoidedWords('Баңгилерге жардам', 'ky')).toEqual(['баңги']);
  });
  test('let proper names and harmless words pass', () => {
    expect(avoidedWords('English Collective of Prostitutes', 'en')).toEqual([]);
    expect(avoidedWords('Баңгизат колдонгон адамдар', 'ky')).toEqual([]);
    expect(avoidedWords('The English Collective of Prostitutes helps prostitutes', 'en')).toEqual(['prostitut']);
  });
  test('catch «ты» and «сен»', () => {
    expect(familiarWords('Ты не виноват, твой чат', 'ru')).toEqual(['ты', 'твой']);
    expect(familiarWords('Сага жардам керекпи? Бул сенин чатың', 'ky')).toEqual(['сага', 'сенин']);
    expect(familiarWords('Вы в чате, открыты вопросы', 'ru')).toEqual([]);
    expect(familiarWords('Сизге жардам керекпи?', 'ky')).toEqual([]);
  });
  test('count words by sentences', () => {
    expect(longSentences('One two three. Four five-six {{day}} <b>seven</b>? Eight.', 3)).toEqual([
      '4: Four five-six value seven?',
    ]);
  });
  test('catch a first line that is short or tells a stranger too much', () => {
    expect(firstLineFaults('Hello.')).toHaveLength(1);
    expect(firstLineFaults('Help for sex workers after the police')).toEqual(['says "sex"', 'says "police"']);
    expect(firstLineFaults('Милициянын зомбулугу жөнүндө айтып бериңиз')).toEqual(['says "милици"', 'says "зомбулу"']);
    expect(firstLineFaults('Here is what this bot can do.')).toEqual([]);
  });
});
