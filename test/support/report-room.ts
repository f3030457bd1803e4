import { createHmac, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import type { Keyring } from '../../db/keyring.ts';
import { createReportStore, type ReportStore } from '../../db/reports/index.ts';
import type { Stretch } from '../../db/reports/receipt.ts';
import { rowsOf } from '../../db/rows-of.ts';
import { type Country, countries } from '../../domain/country.ts';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import type { IncidentReport } from '../../domain/incident-report/incident-report.ts';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';
import type { ReceiptCode } from '../../domain/receipt-code.ts';
import { testKeyring } from './keyrings.ts';

export const organisation = (name: string) => parseOrganisationId(name) as OrganisationId;
export const taisPlus = organisation('tais-plus');

/** A report to Tais Plus, with what a test cares about put in its place. */
export function someReport(own: Partial<IncidentReport> = {}): IncidentReport {
  return {
    country: 'KG',
    recipient: taisPlus,
    area: 'KG-GB',
    types: ['V01', 'V06'],
    mainType: 'V01',
    perpetrators: ['P01'],
    when: 'T1',
    setting: 'S01',
    effects: ['E01'],
    forSomebodyElse: false,
    ...own,
  };
}

/** Fast, and as one-way as scrypt. */
export const fastStretch: Stretch = async (code, salt) => createHmac('sha256', salt).update(code).digest();

/** What a holder keeps at home. */
export interface Holder {
  readonly identity: string;
  readonly recipient: string;
  readonly signingKey: Buffer;
  readonly privateKey: KeyObject;
}

export async function newHolder(): Promise<Holder> {
  const identity = await generateX25519Identity();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signingKey = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { identity, recipient: await identityToRecipient(identity), signingKey, privateKey };
}

/** A store with a clock that a test moves, and a folder of keys of its own. */
export interface ReportRoom extends ReportStore {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly keysDirectory: string;
  readonly holder: Holder;
  day: string;
  /** Confirms a report with a new nonce. */
  sends(report?: IncidentReport): Promise<ReceiptCode>;
  /** Confirms so many, one after another. */
  sendsMany(count: number, report?: IncidentReport): Promise<ReceiptCode[]>;
  /** Rows of a table. */
  rowsIn(table: string): Promise<number>;
  /** A second program on the same database and keys. */
  another(): ReportStore;
  /** Deletes the folder of keys. */
  clear(): void;
}

export interface RoomOptions {
  readonly random?: UniformBelow;
  readonly stretch?: Stretch;
  readonly keysDirectory?: string;
  readonly keyring?: Keyring;
  /** True: what the database holds stays, with the keys of organisations. */
  readonly keepsRows?: boolean;
  /** Today, in the room. */
  readonly day?: string;
}

/** An empty room on this database; Tais Plus can be chosen in every country. */
export async function openRoom(db: Database, options: RoomOptions = {}): Promise<ReportRoom> {
  if (!options.keepsRows)
    await db.execute(sql`truncate waiting_reports, settled_reports, waiting_lowerings, report_folds, reports, report_answers,
    withdrawn_reports, withdrawal_marks, report_counts, receiving_keys, organisation_stops`);
  const keysDirectory = options.keysDirectory ?? mkdtempSync(join(tmpdir(), 'zont-keys-'));
  const keyring = options.keyring ?? testKeyring('reports');
  const holder = await newHolder();
  const open = () =>
    createReportStore({
      db,
      keyring,
      keysDirectory,
      now: () => Date.parse(`${room.day}T12:00:00Z`),
      stretch: options.stretch ?? fastStretch,
      ...(options.random && { random: options.random }),
    });
  const room: ReportRoom = {
    db,
    keyring,
    keysDirectory,
    holder,
    day: options.day ?? '2026-11-22',
    async sends(report = someReport()) {
      const sent = await room.desk.confirm(report, randomBytes(16));
      if (!sent.ok) throw new Error(sent.error);
      return sent.value.code;
    },
    async sendsMany(count, report) {
      const codes: ReceiptCode[] = [];
      while (codes.length < count) codes.push(await room.sends(report));
      return codes;
    },
    async rowsIn(table) {
      const [row] = await rowsOf<{ rows: number }>(db, sql`select count(*)::int as rows from ${sql.identifier(table)}`);
      return row?.rows ?? 0;
    },
    another: open,
    clear: () => rmSync(keysDirectory, { recursive: true, force: true }),
    // Read lazily: the clock is a property of the room itself.
    ...({} as ReportStore),
  };
  Object.assign(room, open());
  if (!options.keepsRows) await registerHolder(room, taisPlus, holder, countries);
  return room;
}

/** Registers the first key of an organisation. */
export async function registerHolder(
  room: ReportStore,
  name: OrganisationId,
  { recipient, signingKey }: Holder,
  inCountries: readonly Country[] = ['KG'],
): Promise<void> {
  const registered = await room.receivingKeys.register({
    organisation: name,
    recipient,
    signingKey,
    countries: inCountries,
  });
  if (!registered.ok) throw new Error(registered.error);
}
