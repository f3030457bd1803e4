import { createHash, randomBytes, randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAliases } from '../../bot/edge/alias.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import { areasOf } from '../../domain/area.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { encodeReport, type IncidentReport } from '../../domain/incident-report/incident-report.ts';
import { incidentTypes } from '../../domain/incident-report/vocabulary.ts';
import { formatReceiptCode, type ReceiptCode } from '../../domain/receipt-code.ts';
import { databaseKinds, openReadableDatabase, type ReadableDatabase } from '../support/databases.ts';
import { createLeakScan, filesOf, type Needle, numberNeedles, textNeedles } from '../support/leak-scan.ts';
import { openRoom, type ReportRoom, someReport } from '../support/report-room.ts';

const reporters = Number(process.env.ZONT_TEST_REPORTERS ?? 500);

/** A person whose chat has settings, and who sends a report. */
interface Reporter {
  readonly id: number;
  readonly alias: ChatAlias;
  readonly nonce: Buffer;
  readonly report: IncidentReport;
  code?: ReceiptCode;
}

function needlesOf({ id, alias, nonce, report, code }: Reporter): Needle[] {
  const digits = code as ReceiptCode;
  const bytes = Buffer.from(encodeReport(report));
  return [
    ...numberNeedles('id', BigInt(id)),
    ...numberNeedles('alias', BigInt(alias)),
    ...textNeedles('code', digits),
    ...textNeedles('code as shown', formatReceiptCode(digits)),
    { name: 'nonce', bytes: nonce },
    { name: 'nonce, in hex', bytes: Buffer.from(nonce.toString('hex')) },
    { name: 'unkeyed hash of the code', bytes: createHash('sha256').update(digits).digest() },
    // From the area to the main type: eight reports in ten differ there.
    { name: 'report', bytes: bytes.subarray(35, 52) },
  ];
}

describe.each(databaseKinds())(`after ${reporters} people have reported, on the %s database`, (kind) => {
  let opened: ReadableDatabase;
  let room: ReportRoom;
  const all: Reporter[] = [];

  beforeAll(async () => {
    opened = await openReadableDatabase(kind);
    room = await openRoom(opened.db);
    const aliasOf = createAliases(room.keyring.subkey('chat-alias'), 'telegram');
    const settings = createChatSettingsStore(opened.db, room.keyring);
    for (let index = 0; index < reporters; index++) {
      const id = 6_000_000_000 + randomInt(1e9);
      const alias = aliasOf(id);
      const areas = areasOf('KG');
      const report = someReport({
        area: areas[index % areas.length] as (typeof areas)[number],
        types: incidentTypes.filter((_, place) => (index >> (place % 9)) % 2 === 0 && place % 2 === 0),
        mainType: 'not_said',
        recipient: index % 3 === 0 ? null : someReport().recipient,
      });
      const person: Reporter = { id, alias, nonce: randomBytes(16), report };
      await settings.save(alias, { language: 'ru', country: 'KG' }, room.day);
      const sent = await room.desk.confirm(report, person.nonce);
      if (sent.ok) person.code = sent.value.code;
      all.push(person);
      if (index === Math.floor(reporters / 2)) {
        room.day = '2026-11-30';
        await room.jobs.fold();
      }
    }
    for (const { code } of all.slice(0, 10)) await room.desk.withdraw(code as ReceiptCode);
    for (const { code } of all.slice(0, 20)) await room.desk.look(code as ReceiptCode);
    await opened.db.execute(sql`analyze`);
    await opened.db.execute(sql`checkpoint`);
  }, 240_000);
  afterAll(async () => {
    await opened.close();
    room.clear();
  });

  it('no file of the database and no file beside the keys holds who, which code, or what was said', () => {
    const needles = all.flatMap(needlesOf);
    expect(needles.length).toBeGreaterThan(reporters * 50);
    const scan = createLeakScan(needles);
    expect(scan([...filesOf(opened.folder)])).toEqual([]);
    expect(scan([...filesOf(room.keysDirectory)])).toEqual([]);
  }, 120_000);

  it('this scan would find each of these in a row that was deleted again', async () => {
    // Nobody of those above: tests may run in any order.
    const canary: Reporter = {
      id: 7_123_456_789,
      alias: 3_210_987_654_321_098 as ChatAlias,
      nonce: randomBytes(16),
      report: someReport({ country: 'KZ', area: 'KZ-75', types: ['V11', 'V12'] }),
      code: '8273645591820374' as ReceiptCode,
    };
    const { id, alias, nonce, report, code } = canary;
    const said = Buffer.from(encodeReport(report)).toString('hex');
    await opened.db.execute(sql`create table canary (words text, bytes bytea, said bytea)`);
    await opened.db.execute(
      sql`insert into canary values (${`${id} ${alias} ${code}`}, decode(${nonce.toString('hex')}, 'hex'), decode(${said}, 'hex'))`,
    );
    await opened.db.execute(sql`delete from canary`);
    await opened.db.execute(sql`checkpoint`);
    const hits = createLeakScan(needlesOf(canary))([...filesOf(opened.folder)]);
    const found = new Set(hits.map(({ needle }) => needle.split(',')[0]));
    expect([...found].sort()).toEqual(['alias', 'code', 'id', 'nonce', 'report']);
  }, 60_000);
});
