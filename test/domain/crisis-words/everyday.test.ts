import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { languages } from '../../../domain/language.ts';
import { commandNames } from '../../../handlers/flow.ts';
import { accepted, everyday } from './corpus.ts';

/** What people press and could type instead. Texts about crisis itself stand in other files. */
const labels = ['menu', 'needs', 'common', 'commands', 'settings', 'start', 'help', 'filters', 'flags', 'places'];

const textsOf = (language: string, file: string): readonly string[] =>
  Object.values(
    JSON.parse(readFileSync(new URL(`../../../locales/${language}/${file}.json`, import.meta.url), 'utf8')).texts,
  );

describe.each(Object.entries(everyday))('everyday messages: %s', (_, messages) => {
  it('are enough to mean something', () => expect(messages.length).toBeGreaterThanOrEqual(90));

  it.each(messages)('%s', (message) => {
    expect(crisisLevelOf(message)).toBeNull();
  });
});

describe('false alarms that we accept', () => {
  // They stand here so that nobody takes them for a fault: their neighbours would be missed.
  it.each(accepted.map(({ level, text }) => [text, level] as const))('%s → %s', (text, level) => {
    expect(crisisLevelOf(text)).toBe(level);
  });
});

describe.each(languages)('the bot’s own labels: %s', (language) => {
  it.each(labels)('%s', (file) => {
    for (const text of textsOf(language, file)) expect([text, crisisLevelOf(text)]).toEqual([text, null]);
  });
});

describe('the bot’s own commands', () => {
  it.each(commandNames)('/%s', (name) => expect(crisisLevelOf(`/${name}`)).toBeNull());
});

describe('messages without words', () => {
  it.each(['', ' ', '😭😭😭', '🔪🩸', '...', '?!', '1', '103', '\u200b\u200d', '❤️‍🩹', 'ь', '***'])('“%s”', (text) => {
    expect(crisisLevelOf(text)).toBeNull();
  });
});

describe('a false friend beside a true sign', () => {
  it.each([
    'хочу умереть от смеха. нет, правда хочу умереть',
    'не хочу жить с родителями, вообще жить не хочу',
    'умираю со смеху, а вчера вскрыла вены',
    'таблетки ПКП пью, но хочу покончить с собой',
    'покончить с этим клиентом и покончить с собой',
    'не хочу жить в этом мире',
    'хочу покончить с этим всем',
    'I was killing time, now I want to kill myself',
    "I don't want to live in this world",
    'no way out of this',
    'күлкүдөн өлдүм, чындыгында өлгүм келет',
  ])('%s', (text) => {
    expect(crisisLevelOf(text)).not.toBeNull();
  });
});
