import { createHash, randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerLength, reportLength } from '../../../db/reports/lengths.ts';
import { createReceipts, type Receipt } from '../../../db/reports/receipt.ts';
import { openAnswer, sealAnswer } from '../../../db/reports/sealed-answer.ts';
import { openReport, openWith, sealReport } from '../../../db/reports/sealed-report.ts';
import { areasOf } from '../../../domain/area.ts';
import { countries } from '../../../domain/country.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../../domain/incident-report/vocabulary.ts';
import {
  longestAnswer,
  type OrganisationAnswer,
  parseOrganisationAnswer,
} from '../../../domain/organisation-answer.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { fastStretch, type Holder, newHolder, someReport, taisPlus } from '../../support/report-room.ts';

let holder: Holder;
let stranger: Holder;
beforeAll(async () => {
  holder = await newHolder();
  stranger = await newHolder();
});

const anyReport = fc.constantFrom(...countries).chain((country) =>
  fc.record({
    country: fc.constant(country),
    recipient: fc.constantFrom(taisPlus, null),
    area: fc.constantFrom(...areasOf(country), 'country_only' as const, 'not_said' as const),
    types: fc.subarray([...incidentTypes]),
    mainType: fc.constant('not_said' as const),
    perpetrators: fc.subarray([...perpetrators]),
    when: fc.constantFrom(...times, 'not_said' as const),
    setting: fc.constantFrom(...settings, 'not_said' as const),
    effects: fc.subarray([...effects]),
    forSomebodyElse: fc.boolean(),
  }),
);

describe('a sealed report', () => {
  it('opens as it was sealed, with any of its keys, and is as long as any other', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport, fc.integer({ min: 0, max: 4 }), async (report, others) => {
        const recipients = [holder.recipient, ...Array<string>(others).fill(stranger.recipient)];
        const sealed = await sealReport(report, recipients);
        expect(sealed.length).toBe(reportLength);
        expect(await openReport(sealed, holder.identity)).toEqual({ kind: 'report', report });
      }),
      { numRuns: 40 },
    );
  });

  it('has the length of a filling row and of a report that nobody can open', async () => {
    const [filling, counted] = [await sealReport(null, [holder.recipient]), await sealReport(someReport(), [])];
    expect([filling.length, counted.length]).toEqual([reportLength, reportLength]);
    expect(await openReport(filling, holder.identity)).toEqual({ kind: 'filling' });
    expect(await openReport(counted, holder.identity)).toBeNull();
  });

  it('does not open with another key', async () => {
    expect(await openReport(await sealReport(someReport(), [holder.recipient]), stranger.identity)).toBeNull();
  });

  it('does not open as something else with any byte changed, or cut anywhere', async () => {
    const sealed = await sealReport(someReport(), [holder.recipient]);
    for (let at = 0; at < sealed.length; at++) {
      const flipped = Buffer.from(sealed);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      expect(await openReport(flipped, holder.identity), `byte ${at} changed`).toBeNull();
      expect(await openReport(sealed.subarray(0, at), holder.identity), `cut at ${at}`).toBeNull();
    }
    expect(await openReport(Buffer.concat([sealed, Buffer.of(0)]), holder.identity)).toBeNull();
  }, 60_000);

  it('does not tell by the place of a key whose it is', async () => {
    const places = new Set<number>();
    for (let trial = 0; trial < 60 && places.size < 5; trial++) {
      const text = (await sealReport(someReport(), [holder.recipient])).toString('latin1');
      const stanzas = text.match(/-> X25519 .*\n.*\n/g) ?? [];
      expect(stanzas).toHaveLength(5);
      const opens = await Promise.all(stanzas.map((stanza) => opensFor(holder.identity, text, stanza)));
      places.add(opens.indexOf(true));
    }
    expect(places.size).toBe(5);
  });
});

/** Whether a file with this stanza alone would be this identity's (its MAC is wrong then, which age says last). */
async function opensFor(identity: string, file: string, stanza: string): Promise<boolean> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const alone = file.replace(/(-> X25519 .*\n.*\n)+/, stanza);
  return decrypter.decrypt(Buffer.from(alone, 'latin1')).then(
    () => true,
    (error: Error) => error.message.includes('MAC'),
  );
}

describe('an answer', () => {
  const receipts = createReceipts(testKeyring(), fastStretch);
  let receipt: Receipt;
  beforeAll(async () => {
    receipt = await receipts.receiptOf(receipts.codeFor(randomBytes(16)));
  });

  it('opens with the key that comes out of the code, and is as long as any other', async () => {
    const longest = '🌂'.repeat(longestAnswer);
    for (const text of ['Да', longest]) {
      const answer = parseOrganisationAnswer(text);
      if (!answer.ok) throw new Error(answer.error);
      const sealed = await sealAnswer(answer.value, receipt.replyPublicKey);
      expect(sealed.length).toBe(answerLength);
      expect(await openAnswer(sealed, receipt.replyKey)).toBe(text);
    }
  });

  it('does not open with the key of another code', async () => {
    const other = await receipts.receiptOf(receipts.codeFor(randomBytes(16)));
    expect(
      await openAnswer(await sealAnswer('Да' as OrganisationAnswer, receipt.replyPublicKey), other.replyKey),
    ).toBeNull();
  });

  it.each([
    'https://example.org',
    'pishite na t.me/abc',
    '@somebody',
    'zahodi na example.com',
    'www.example',
    'see bit.ly/abc',
    'evil.uz/x',
    'evil.by',
    'zont.support',
    'evil2.com',
    'evil-9.ru',
    'a@b.kg',
    'зонт.рф',
    'evil.xn--p1ai',
    '192.0.2.7/x',
    'wa。me/99',
    'ｅｖｉｌ．ｋｇ',
    'bit.\u200bly/abc',
    'Мы ответим.Приходите',
  ])('may not hold a link: %s', (text) =>
    expect(parseOrganisationAnswer(text)).toEqual({ ok: false, error: 'has_link' }),
  );

  it.each([
    'Мы ответим завтра. Приходите не одна.',
    'Кызматкер сизди күтөт. Саат 10.00',
    'Write 1.5 hours.',
    'Юрист, т.е. адвокат, будет 24.11.2026 с 10.30 до 12.00, каб.5 и т.д.',
    'Мы думаем…и ответим...скоро',
    'Позвоните нам: 0312 00-00-00.',
  ])('may hold plain words: %s', (text) => expect(parseOrganisationAnswer(text)).toMatchObject({ ok: true }));
});

describe('a receipt', () => {
  const receipts = createReceipts(testKeyring(), fastStretch);

  it('comes from the nonce and the keys of this server, and nothing else', async () => {
    const nonce = randomBytes(16);
    expect(receipts.codeFor(nonce)).toBe(createReceipts(testKeyring()).codeFor(nonce));
    expect(receipts.codeFor(nonce)).not.toBe(createReceipts(testKeyring('another')).codeFor(nonce));
  });

  it('has every digit equally often', () => {
    const counts = new Array<number>(10).fill(0);
    for (let nonce = 0; nonce < 20_000; nonce++) {
      for (const digit of receipts.codeFor(Buffer.from(String(nonce))))
        counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
    }
    const expected = 32_000;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(45);
  });

  it('has parts that cannot be had from one another', async () => {
    const code = receipts.codeFor(Buffer.from('one'));
    const [one, again] = [await receipts.receiptOf(code), await receipts.receiptOf(code)];
    expect(again.lookup).toEqual(one.lookup);
    expect(again.replyPublicKey).toBe(one.replyPublicKey);
    expect(new Set([one.lookup.toString('hex'), one.withdrawalKey.toString('hex')]).size).toBe(2);
  });
});

describe('age, as the vectors of its authors have it', async () => {
  const vectors = { ...((await import('cctv-age')) as unknown as Record<string, Uint8Array>) };
  const ours = Object.entries(vectors)
    .map(readVector)
    .filter(({ identity }) => identity?.startsWith('AGE-SECRET-KEY-1'));

  it('has vectors for keys of our kind', () => expect(ours.length).toBeGreaterThan(30));

  it.each(ours)('$name', async ({ identity, expected, payload, file }) => {
    const opened = await openWith(file, identity as string);
    if (expected === 'success')
      expect(
        createHash('sha256')
          .update(opened ?? '')
          .digest('hex'),
      ).toBe(payload);
    else expect(opened).toBeNull();
  });
});

/** A vector: lines of a header, an empty line, and the file as it is or compressed. */
function readVector([name, bytes]: [string, Uint8Array]) {
  const vector = Buffer.from(bytes);
  const end = vector.indexOf('\n\n');
  const header = new Map(
    vector
      .subarray(0, end)
      .toString()
      .split('\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const body = vector.subarray(end + 2);
  return {
    name,
    identity: header.get('armored') === 'yes' || header.has('passphrase') ? undefined : header.get('identity'),
    expected: header.get('expect'),
    payload: header.get('payload'),
    file: header.get('compressed') === 'zlib' ? inflateSync(body) : body,
  };
}

it('identities of tests are what age calls so', async () => {
  expect(await identityToRecipient(await generateX25519Identity())).toMatch(/^age1[02-9ac-hj-np-z]{58}$/);
});
