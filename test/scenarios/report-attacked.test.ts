import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { countries } from '../../domain/country.ts';
import { routeNames } from '../../handlers/callback-data.ts';
import { wordsIn } from '../../locales/index.ts';
import { type AppWithoutNetwork, startAppWithoutNetwork } from '../support/app-without-network.ts';
import { createDeskInMemory, readerNamed } from '../support/desk-in-memory.ts';
import { trials } from '../support/trials.ts';

const words = wordsIn('en');
const canary = 'CANARY';
const desk = createDeskInMemory();
let app: AppWithoutNetwork;
let firstPerson = 600_000_000;
beforeAll(async () => {
  for (const country of countries) desk.readers.set(country, [readerNamed('tais-plus')]);
  app = await startAppWithoutNetwork(desk);
}, 60_000);
afterAll(() => app?.stop());
beforeEach(() => {
  desk.received.clear();
  firstPerson += 100_000;
  app.clock.now += 24 * 3_600_000;
});

/** Presses the button that bears this text. */
async function press(person: number, key: Parameters<typeof words.plain>[0]): Promise<void> {
  const data = app.screenOf(person).buttons.find(({ text }) => text === words.plain(key))?.callback_data;
  expect(data, `${key} on\n${app.screenOf(person).text}`).toBeDefined();
  await app.presses(person, data as string);
}

/** From nothing to a confirmation; answers what the screen says then. */
async function report(person: number): Promise<string> {
  await app.says(person, '/report');
  for (const key of ['report.myself', 'report.onlyCount', 'report.notSay', 'report.skip', 'report.confirm'] as const)
    await press(person, key);
  return app.screenOf(person).text;
}

async function settle(person: number): Promise<void> {
  for (const data of ['start:language:en', 'country:set:KG.menu']) await app.presses(person, data);
}

const sealedLike = fc.stringMatching(/^[\w-]{52}$/);
const anyRoute = fc
  .tuple(fc.constantFrom(...routeNames), fc.oneof(sealedLike, fc.string({ unit: 'binary', maxLength: 40 })))
  .map(([name, args]) => (args === '' ? name : `${name}:${args}`));
const bits = fc.constantFrom('code:open', 'code:look', 'code:yes', 'code:withdraw:y.n', 'code:erase', 'report:stop');
const digit = fc.nat(9).map((one) => `code:digit:${one}`);
/** What was done to a button that once stood somewhere. */
const change = fc.oneof(
  fc.constant((data: string) => data),
  fc.nat(63).map((at) => (data: string) => data.slice(0, at)),
  fc.tuple(fc.nat(63), fc.constantFrom('A', 'b', '_', '-', '7', ':', '.', '\u0000', 'ж')).map(
    ([at, letter]) =>
      (data: string) =>
        data.slice(0, at) + letter + data.slice(at + 1),
  ),
  fc
    .constantFrom('send', 'go', 'sos', 'done', 'code')
    .map((action) => (data: string) => data.replace(/^report:\w+/, `report:${action}`)),
);
const hugeText = fc
  .oneof(
    fc.constantFrom(' ', 'ж', '👩‍👩‍👧', '9', '\n', '<b>', '\u202e').map((letter) => letter.repeat(4_096)),
    fc.string({ unit: 'binary', maxLength: 4_096 }),
    fc.stringMatching(/^\d{16}$/),
  )
  .map((text) => `${text}${canary}`.slice(-4_096));

type Move =
  | { readonly kind: 'old'; readonly which: number; readonly change: (data: string) => string }
  | { readonly kind: 'forged'; readonly data: string }
  | { readonly kind: 'says'; readonly text: string };
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('old' as const), which: fc.nat(), change }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('forged' as const), data: fc.oneof(anyRoute, bits, digit) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('says' as const),
      text: fc.oneof(hugeText, fc.constantFrom('/report', '/code', '/menu')),
    }),
  },
);
const anyStep = fc.record({ person: fc.nat(29), seconds: fc.constantFrom(1, 1, 1, 20, 700), move });

test(`of ${trials.forgedPresses} old, foreign, changed and made-up buttons and huge texts none crashes, and each is answered`, {
  timeout: 60_000 + trials.forgedPresses * 200,
}, async () => {
  /** Buttons of reports that were ever shown, the newest last, and whose they were. */
  const shown: { readonly data: string; readonly owner: number }[] = [];
  const note = (person: number) => {
    for (const { callback_data: data } of app.screenOf(person).buttons)
      if (data?.startsWith('report:')) shown.push({ data, owner: person });
    if (shown.length > 2_000) shown.splice(0, 1_000);
  };
  for (let index = 0; index < 30; index++) await settle(firstPerson + index);
  await app.says(firstPerson, '/report');
  note(firstPerson);

  const chunk = 500;
  let foreign = 0;
  for (let done = 0; done < trials.forgedPresses; done += chunk) {
    const numRuns = Math.min(chunk, trials.forgedPresses - done);
    for (const { person: index, seconds, move: does } of fc.sample(anyStep, { numRuns, seed: trials.seed + done })) {
      const person = firstPerson + index;
      app.clock.now += seconds * 1_000;
      const saved = desk.confirmations();
      const old = does.kind === 'old' ? shown[does.which % shown.length] : undefined;
      const data = does.kind === 'forged' ? does.data : does.kind === 'old' && old ? does.change(old.data) : '';
      const calls = does.kind === 'says' ? await app.says(person, does.text) : await app.presses(person, data);
      expect(calls.length, `no answer to ${JSON.stringify(does.kind === 'says' ? does.text : data)}`).toBeGreaterThan(
        0,
      );
      expect(JSON.stringify(calls)).not.toContain(canary);
      const isOwn = old !== undefined && old.owner === person && old.data.slice(-52) === data.slice(-52);
      if (!isOwn && does.kind !== 'says') {
        foreign += 1;
        expect(desk.confirmations(), `saved by ${data}`).toBe(saved);
      }
      note(person);
    }
  }
  expect(foreign).toBeGreaterThan(trials.forgedPresses / 3);
  expect(app.log).toEqual([]);
  const somebody = firstPerson + 99;
  await settle(somebody);
  app.clock.now += 3_600_000;
  expect(await report(somebody)).toContain(words.plain('report.doneFirst'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(app.unhandled).toEqual([]);
});

test(`of ${trials.floodReports} reports from ${trials.floodReports / 5} chats no more are saved than each may send, all are told why, and an honest person is served`, {
  timeout: 60_000 + trials.floodReports * 400,
}, async () => {
  const chats = trials.floodReports / 5;
  for (let index = 0; index < chats; index++) await settle(firstPerson + index);
  const [done, cap, slow] = (['report.doneFirst', 'report.capFirst', 'report.slowFirst'] as const).map((key) =>
    words.plain(key),
  );
  const told = new Map<string | undefined, number>();
  for (let count = 0; count < trials.floodReports; count++) {
    app.clock.now += 300;
    const first = (await report(firstPerson + (count % chats))).split('\n')[0];
    told.set(first, (told.get(first) ?? 0) + 1);
  }
  expect([...told.keys()].filter((line) => ![done, cap, slow].includes(line))).toEqual([]);
  expect(desk.received.size).toBe(told.get(done));
  expect(desk.received.size).toBeLessThanOrEqual(2 * chats);
  expect(told.get(slow)).toBeGreaterThan(0);

  const honest = firstPerson + 99_999;
  await settle(honest);
  expect((await report(honest)).split('\n')[0]).toBe(slow);
  app.clock.now += 3 * 60_000;
  await press(honest, 'report.confirm');
  expect(app.screenOf(honest).text).toContain(done);
  expect(app.log).toEqual([]);
});
