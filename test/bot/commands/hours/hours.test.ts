import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { createFeedRoute } from '../../../../bot/calendar-feed/feed-route.ts';
import { programCommands } from '../../../../bot/commands/program-commands.ts';
import { runInProgram } from '../../../../bot/commands/run-in-program.ts';
import type { Terminal } from '../../../../bot/commands/terminal.ts';
import type { CounsellorId } from '../../../../domain/booking/counsellor.ts';
import { weekly } from '../../../../domain/booking/hours.ts';
import {
  anything,
  bishkek,
  bookHour,
  firstHours,
  granted,
  hour,
  openOffice,
  sunday,
} from '../../../db/counselling/support/counselling-office.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { newAlias, testKeyring } from '../../../support/keyrings.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

/** Types a command as an operator does; answers what was printed, and with a ! what was complained. */
async function type(office: Office, line: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const said: string[] = [];
  const terminal: Terminal = {
    print: (text) => void said.push(text),
    complain: (text) => void said.push(`! ${text}`),
    ask: async () => null,
    readFile: async (path) => Buffer.from(files[path] ?? ''),
    writeFile: async () => {},
  };
  const parts = {
    config: {} as never,
    db: office.db,
    keyring: testKeyring('counselling'),
    now: () => office.clock.now,
    directoryChanged: async () => {},
  };
  await runInProgram(programCommands, ['hours', ...words(line)], parts, terminal);
  return said.join('\n');
}

const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** How many hours the coming weeks have. */
const hoursAhead = async ({ offering }: Office) =>
  (await offering.hours('room-1' as CounsellorId, { from: sunday, to: sunday + 60 * 24 * hour })).length;

describeOnBothDatabases('zont hours', (open) => {
  it('offers weekly hours, single hours and sessions, and lists them', async () => {
    const office = await openOffice(await open());
    expect(await type(office, 'weekly room-1 monday 10:00 13:00 --break 12:00-12:30')).toContain('16 added');
    expect(await type(office, 'single room-1 2026-11-24 18:00 --minutes 30')).toContain('1 added');
    expect(await type(office, 'group room-1 2026-11-28 18:00 --seats 8 --en Yoga --ru Йога --ky Йога')).toContain(
      '1 added',
    );
    const list = await type(office, 'list room-1');
    expect(list).toContain('Mondays 10:00-13:00, without 12:00-12:30, 50 minutes');
    expect(list).toContain('2026-11-28 18:00, 50 minutes, 8 seats, Yoga');
    expect(list).toMatch(/hour \d+: 2026-11-23 10:00 free/);
  });

  it('adds an organisation and a counsellor, and names what is wrong with one', async () => {
    const office = await openOffice(await open());
    await type(office, 'organisation tais --en Tais --ru Таис --ky Таис');
    const options = '--organisation tais --name "Room 2" --country KG --languages ky --ways online';
    expect(await type(office, `counsellor room-2 ${options} --zone Mars/Base`)).toContain(
      '--zone: expected a time zone that exists',
    );
    expect(await type(office, `counsellor room-2 ${options} --zone Asia/Bishkek --reach XX`)).toContain('! --reach');
    const directions = JSON.stringify({ online: { en: 'a', ru: 'b', ky: 'c' } });
    expect(
      await type(office, `counsellor room-2 ${options} --zone Asia/Bishkek --directions d.json`, {
        'd.json': directions,
      }),
    ).toContain('0 added');
    expect(await type(office, 'list')).toContain('room-2: Room 2, Tais, Asia/Bishkek');
  });

  it('changes of a counsellor what is named, leaves the rest, and says what it left', async () => {
    const office = await openOffice(await open());
    const words = { online: { en: 'Link', ru: 'Ссылка', ky: 'Шилтеме' } };
    const files = { 'd.json': JSON.stringify(words) };
    const counsellor =
      'counsellor room-2 --organisation umbrella --zone Asia/Bishkek --country KG --languages ky --ways online';
    const added = `${counsellor} --name A --reach KZ --says woman --topics family --notice 3 --directions d.json`;
    expect(await type(office, added, files)).not.toContain('as before');
    await type(office, 'single room-2 2026-11-24 10:00');
    const [first] = await office.desk.freeHours('2026-11-24', { ...anything, topic: 'family' }, bishkek);
    if (!first) throw new Error('no hour');
    const { code } = await bookHour(office, first, newAlias());
    const directions = async () => (await office.desk.look(code))?.directions;
    const now = async () => (await office.desk.look(code))?.hour.counsellor;

    expect(await type(office, `${counsellor} --name B --buffer 5`)).toContain(
      'Not named, so as before: --reach, --says, --topics, --notice, --late-cancel, --directions.',
    );
    const rules = { bufferMinutes: 5, noticeMinutes: 180, lateCancelMinutes: 24 * 60 };
    expect(await now()).toEqual({ ...first.counsellor, displayName: 'B', rules });
    expect(await directions()).toEqual(words.online);

    const nothing = '--reach none --says none --topics none --directions none';
    expect(await type(office, `${counsellor} --name B ${nothing}`)).toContain(
      'as before: --buffer, --notice, --late-cancel.',
    );
    expect(await now()).toEqual({
      ...first.counsellor,
      displayName: 'B',
      rules,
      reach: [],
      companions: [],
      topics: [],
    });
    expect(await directions()).toBeNull();
  });

  it('keeps directions that can be read when a counsellor goes to another organisation', async () => {
    const office = await openOffice(await open());
    await type(office, 'organisation tais --en Tais --ru Таис --ky Таис');
    await type(
      office,
      'counsellor room-1 --organisation tais --name "Room 1" --zone Asia/Bishkek --country KG --languages ky --ways online',
    );
    await type(office, 'single room-1 2026-11-24 10:00');
    const [first] = await office.desk.freeHours('2026-11-24', anything, bishkek);
    if (!first) throw new Error('no hour');
    expect((await bookHour(office, first, newAlias())).booking.directions).toMatchObject({ en: 'Link' });
  });

  it('refuses hours upon others, past ones and such that make no sense', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    expect(await type(office, 'single room-1 2026-11-30 10:30')).toContain(
      'lies upon another hour, the first time at 2026-11-30 10:30',
    );
    expect(await type(office, 'single room-1 2026-11-20 10:30')).toContain('past');
    expect(await type(office, 'weekly room-1 monday 15:00 14:00')).toContain('ends before it begins');
    expect(await type(office, 'single nobody 2026-11-30 10:30')).toContain(
      'There is no counsellor "nobody". There are: room-1',
    );
    expect(await hoursAhead(office)).toBe(24);
  });

  it('takes days, offers and absences out, and says which booked hours stand', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { booking } = await bookHour(office, first, newAlias());
    const list = await type(office, 'list room-1');
    expect(list).toContain(`booked: ${booking.name}`);
    const offer = /offer (\d+)/.exec(list)?.[1];
    expect(await type(office, `except ${offer} 2026-11-30`)).toContain('0 added, 3 taken away');
    expect(await type(office, 'away room-1 2026-12-07 2026-12-14')).toContain('6 taken away');
    const away = /away (\d+)/.exec(await type(office, 'list'))?.[1];
    expect(await type(office, `back ${away}`)).toContain('6 added');
    const removed = await type(office, `remove ${offer}`);
    expect(removed).toContain(`Hour ${first.slot.id} at 2026-11-23 10:00 (Asia/Bishkek) is booked and stands`);
    const upon = 'group room-1 2026-11-23 10:30 --seats 8 --en Yoga --ru Йога --ky Йога';
    expect(await type(office, upon)).toBe(
      `! Not added: it lies upon hour ${first.slot.id} at 2026-11-23 10:00 (Asia/Bishkek), which is booked by one person alone and stays so: choose another time.`,
    );
    expect(await hoursAhead(office)).toBe(1);
    expect(await type(office, `call-off ${first.slot.id}`)).toBe('Called off.');
  });

  it('counts what became of hours, and counts it once', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first, second] = await firstHours(office);
    if (!first || !second) throw new Error('no hours');
    expect(await type(office, `done ${first.slot.id}`)).toBe('! This hour has not begun.');
    office.clock.now = second.slot.endsAt;
    for (const line of [
      `done ${first.slot.id}`,
      `done ${first.slot.id}`,
      `done ${second.slot.id}`,
      `did-not-come ${second.slot.id}`,
    ]) {
      expect(await type(office, line)).toBe('Noted.');
    }
    expect(await type(office, 'counts')).toBe('2026-11 umbrella did not come: 1\n2026-11 umbrella done: 1');
    expect(await type(office, 'done 999999')).toBe('! There is no hour 999999.');
  });

  it('imports a table whole, after a dry run that writes nothing', async () => {
    const office = await openOffice(await open());
    const table =
      'weekday;day;from;to;minutes;seats;title_en;title_ru;title_ky\nmonday;;10:00;12:00;;;;;\n;2026-11-28;18:00;;90;10;Yoga;Йога;Йога\n';
    expect(await type(office, 'import room-1 h.csv --dry-run', { 'h.csv': table })).toContain('Nothing is written');
    expect(await hoursAhead(office)).toBe(0);
    expect(await type(office, 'import room-1 h.csv', { 'h.csv': table })).toContain('2 offers read.');
    expect(await hoursAhead(office)).toBe(17);
  });

  it('names every faulty line of a table, and imports nothing of it', async () => {
    const office = await openOffice(await open());
    const table =
      'weekday,day,from,to\nmonday,,10:00,12:00\nfunday,,10:00,12:00\n,2026-02-30,10:00,\n,2026-11-01,10:00,\n';
    const said = await type(office, 'import room-1 h.csv', { 'h.csv': table });
    expect(said).toContain('h.csv:3: there is no such weekday');
    expect(said).toContain('h.csv:4: there is no such day');
    expect(said).toContain('h.csv:5: it lies in the past');
    expect(said).toContain('Nothing is imported.');
    const upon = 'day,from\n2026-11-24,10:00\n2026-11-24,10:30\n';
    expect(await type(office, 'import room-1 h.csv', { 'h.csv': upon })).toContain(
      'h.csv:3: it lies upon another hour',
    );
    for (const broken of [
      '',
      'a,b\n1,2\n',
      'day,from\n"2026-11-24,10:00\n',
      'day,from\n2026-11-24,10:00,1,2\n',
      '\0\0\0',
    ]) {
      expect(await type(office, 'import room-1 h.csv', { 'h.csv': broken }), broken).toMatch(
        /Nothing is imported|0 offers read/,
      );
    }
    expect(await hoursAhead(office)).toBe(0);
  });

  it('imports the times of a calendar file and nothing else of it', async () => {
    const office = await openOffice(await open());
    const said = await type(office, 'import room-1 c.ics', { 'c.ics': calendar });
    expect(said).toContain('5 offers read. 2 that are over or cancelled are left out.');
    const list = await type(office, 'list room-1');
    expect(list).not.toContain('secret meeting');
    expect([...list.matchAll(/hour \d+: (\S+ \S+)/g)].map(([, time]) => time)).toEqual([
      '2026-11-24 10:00',
      '2026-11-25 14:00',
      '2026-12-01 16:00',
    ]);
    expect(await hoursAhead(office)).toBe(5);
  });

  it('names every faulty entry of a calendar file, and imports nothing of it', async () => {
    const office = await openOffice(await open());
    const faulty = ics(
      entry('DTSTART;TZID=Asia/Bishkek:20261124T100000', 'DURATION:PT50M'),
      entry('DTSTART;TZID=Mars/Base:20261124T120000', 'DURATION:PT50M'),
      entry('DTSTART;VALUE=DATE:20261124'),
      entry('DTSTART:20261124T120000Z', 'DURATION:PT50H'),
    );
    const said = await type(office, 'import room-1 c.ics', { 'c.ics': faulty });
    expect(said).toContain('c.ics:9: it names a time zone that does not exist');
    expect(said).toContain('c.ics:15: it lasts whole days');
    expect(said).toContain('c.ics:20: an hour has 10 to 480 minutes');
    expect(said).not.toContain('c.ics:3:');
    for (const broken of [
      '',
      'BEGIN:VCALENDAR',
      'nonsense',
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026',
      ics(),
    ]) {
      expect(await type(office, 'import room-1 c.ics', { 'c.ics': broken }), broken).toContain('Nothing is imported.');
    }
    expect(await hoursAhead(office)).toBe(0);
  });

  it('feeds a calendar that another program opens, with booking names alone, at an address that can be renewed', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [first] = await firstHours(office);
    if (!first) throw new Error('no hour');
    const { code, booking } = await bookHour(office, first, newAlias(), { language: 'ky' });
    const app = createFeedRoute({ offering: office.offering, now: () => office.clock.now });
    const path = (await type(office, 'feed room-1')).split('\n')[0] ?? '';
    const answer = await app.request(path);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const file = await answer.text();
    const events = new ICAL.Component(ICAL.parse(file) as never).getAllSubcomponents('vevent');
    expect(
      events
        .map((event) => new ICAL.Event(event))
        .map(({ summary, startDate, endDate }) => [
          summary,
          startDate.toUnixTime() * 1000,
          endDate.toUnixTime() * 1000,
        ]),
    ).toEqual([[booking.name, first.slot.startsAt, first.slot.endsAt]]);
    const told = new Set(events.flatMap((event) => event.getAllProperties().map(({ name }) => name)));
    expect([...told].sort()).toEqual(['dtend', 'dtstamp', 'dtstart', 'sequence', 'status', 'summary', 'uid']);
    const next = (await type(office, 'feed room-1')).split('\n')[0] ?? '';
    expect([(await app.request(path)).status, (await app.request(next)).status]).toEqual([404, 200]);
    granted(await office.desk.cancel(code));
    expect(await (await app.request(next)).text()).not.toContain('VEVENT');
    await type(office, 'feed room-1 --stop');
    expect((await app.request(next)).status).toBe(404);
    expect((await app.request('/calendar/short.ics')).status).toBe(404);
  });
});

const entry = (...lines: readonly string[]) =>
  ['BEGIN:VEVENT', `UID:${lines.join('')}`, 'SUMMARY:secret meeting', ...lines, 'END:VEVENT'].join('\r\n');
const ics = (...entries: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...entries, 'END:VCALENDAR', ''].join('\r\n');

const calendar = ics(
  entry('DTSTART;TZID=Asia/Bishkek:20261124T100000', 'DTEND;TZID=Asia/Bishkek:20261124T105000'),
  entry('DTSTART:20261125T080000Z', 'DURATION:PT50M'),
  entry('DTSTART:20261101T080000Z', 'DURATION:PT50M'),
  entry('DTSTART:20261126T080000Z', 'DURATION:PT50M', 'STATUS:CANCELLED'),
  entry(
    'DTSTART;TZID=Europe/Berlin:20261201T110000',
    'DURATION:PT50M',
    'RRULE:FREQ=WEEKLY;COUNT=4',
    'EXDATE;TZID=Europe/Berlin:20261208T110000',
  ),
);
