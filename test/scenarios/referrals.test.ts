import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { languages } from '../../domain/language.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let preview: TestApp;
let strict: TestApp;
beforeAll(async () => {
  [preview, strict] = await Promise.all([startTestApp({ env: { SHOW_UNCHECKED_CONTACTS: 'yes' } }), startTestApp()]);
});
afterAll(() => Promise.all([preview.stop(), strict.stop()]));

const organization = (id: string) => {
  const found = loadSeedDirectory()
    .flatMap((file) => file.organizations)
    .find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} in the directory`);
  return found;
};

const nameOn = (id: string, chat: ScriptedChat) => {
  const { name, shortName } = organization(id);
  return (shortName ?? name)[chat.words.language];
};

describe.each(languages)('help in %s', (language) => {
  test('leads from the menu to a contact in five taps: need, city, name, warning, contact', async () => {
    const chat = await beginChat(preview, language, 'KG');
    await chat.press('menu.help');
    await chat.press('needs.police', { context: 'militia' });
    await chat.press('places.bishkek');
    await chat.pressLabel(nameOn('kg-ombudsman-115', chat));
    expect(chat.shows('warnings.not_anonymous_reporting')).toBe(true);
    expect(chat.screen()).not.toContain('115');
    await chat.press('help.showContact');
    expect(chat.screen()).toContain('115');
    expect(chat.shows('help.unchecked')).toBe(true);
    await chat.press('help.uncheckedButton');
    expect(chat.person.alerts.at(-1)).toMatchObject({ text: chat.words.plain('help.uncheckedAlert'), isAlert: true });
    await chat.press('help.backToList');
    expect(chat.buttons()).toContain(nameOn('kg-ombudsman-115', chat));
    expect(chat.botMessages()).toBe(1);
  });

  test('names an organisation without a checked contact, and says so', async () => {
    const chat = await beginChat(preview, language, 'KG');
    await chat.says('/help');
    await chat.press('needs.peers');
    await chat.press('help.otherCity');
    await chat.pressLabel(`${nameOn('tais-plus', chat)} –`);
    expect(chat.shows('help.noContact')).toBe(true);
    expect(chat.screen()).toContain(organization('tais-plus').services[0]?.description?.[language]);
  });

  test('keeps the filters while pages are turned and entries are read', async () => {
    const chat = await beginChat(preview, language, 'KG');
    await chat.says('/help');
    await chat.press('needs.all');
    await chat.press('help.otherCity');
    await chat.press('help.filtersButton');
    await chat.pressLabel(`☐ ${chat.words.plain('filters.free')}`);
    await chat.press('help.filtersShow');
    await chat.press('common.next');
    expect(chat.buttons()).toContain(chat.words.plain('help.filtersButtonCount', { count: 1 }));
    const [first] = chat.buttons();
    await chat.pressLabel(first as string);
    await chat.press('help.backToList');
    expect(chat.buttons()[0]).toBe(first);
    expect(chat.buttons()).toContain(chat.words.plain('common.back'));
  });
});

test('puts those who say yes before those who do not say, and marks these', async () => {
  const chat = await beginChat(preview, 'en', 'DE');
  await chat.says('/help');
  await chat.press('needs.talk');
  await chat.press('help.filtersButton');
  await chat.pressLabel('☐ without a name');
  await chat.press('help.filtersShow');
  const names = chat.buttons().slice(0, 6);
  const firstUnknown = names.findIndex((name) => name.includes('?'));
  expect(firstUnknown).toBeGreaterThan(0);
  expect(names.slice(firstUnknown).every((name) => name.includes('?'))).toBe(true);
});

test('in Russia neither names nor offers what could harm a person there', async () => {
  const chat = await beginChat(preview, 'ru', 'RU');
  await chat.says('/help');
  expect(chat.buttons()).not.toContain(chat.words.plain('needs.lgbti'));
  await chat.press('needs.all');
  const hidden = loadSeedDirectory()
    .flatMap((file) => file.organizations)
    .filter((one) => one.hiddenIn.includes('RU'))
    .map((one) => (one.shortName ?? one.name).ru);
  expect(hidden.length).toBeGreaterThan(30);
  for (const label of chat.buttons()) expect(hidden).not.toContain(label.replace(/ [?–]/g, ''));
  // An old button from another country does not open the door either.
  await chat.pressForged('help:entry:nswp.RU.a..0.0');
  expect(chat.screen()).not.toContain('NSWP');
});

test('without the operator’s leave no unchecked contact is shown, only always-shown ones', async () => {
  const chat = await beginChat(strict, 'en', 'DE');
  await chat.says('/help');
  await chat.press('needs.talk');
  const always = ['Befrienders Worldwide', 'Find A Helpline'];
  expect(chat.buttons().slice(0, 2).sort()).toEqual(always.map((name) => expect.stringContaining(name)));
  await chat.pressForged('help:contact:telefonseelsorge.DE.t..0.0');
  expect(chat.screen()).not.toContain('0800');
  expect(chat.shows('help.noContact')).toBe(true);
});

test('a country that is not served still gets the international help', async () => {
  const chat = await beginChat(strict, 'ky', 'KG');
  await chat.says('/country');
  await chat.press('places.INT');
  await chat.says('/help');
  await chat.press('needs.shelter');
  expect(chat.shows('help.noneFitting')).toBe(true);
  expect(chat.buttons()).toContain('Find A Helpline');
});

test('an entry that is gone leads back to its list, with a word about it', async () => {
  const chat = await beginChat(preview, 'ru', 'KG');
  await chat.pressForged('help:entry:no-such-entry.KG.t.bi.0.0');
  expect(chat.person.alerts.at(-1)?.text).toBe(chat.words.plain('help.gone'));
  expect(chat.buttons()).toContain(chat.words.plain('help.backToNeeds'));
});
