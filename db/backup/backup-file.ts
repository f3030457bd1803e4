import { Encrypter } from 'age-encryption';
import * as z from 'zod';
import { openWith } from '../reports/sealed-report.ts';

const header = z.object({
  zont: z.literal('backup'),
  version: z.literal(1),
  /** The state of the database's tables. */
  schema: z.string(),
  /** Made of the program's key: a copy is of no use with another one. */
  keys: z.string(),
});

/** A row as PostgreSQL writes it in JSON: it never becomes numbers and dates of another language. */
export interface KeptRow {
  readonly name: string;
  readonly row: string;
}

export interface Backup extends z.infer<typeof header> {
  readonly rows: readonly KeptRow[];
}

/** The backup as a file of age. Its first line is the header; each other one is a table's name and a row. */
export async function sealBackup({ rows, ...head }: Omit<Backup, 'zont' | 'version'>, to: string): Promise<Buffer> {
  const lines = [JSON.stringify({ zont: 'backup', version: 1, ...head }), ...rows.map(({ name, row }) => name + row)];
  const encrypter = new Encrypter();
  encrypter.addRecipient(to);
  return Buffer.from(await encrypter.encrypt(`${lines.join('\n')}\n`));
}

/** The backup in a file, or null: sealed to another key, cut short, changed, or none. */
export async function openBackup(file: Uint8Array, identity: string): Promise<Backup | null> {
  const content = await openWith(file, identity);
  const [first = '', ...lines] = content ? Buffer.from(content).toString().trimEnd().split('\n') : [];
  try {
    const rows = lines.map((line) => {
      const end = line.indexOf('{');
      return { name: line.slice(0, end), row: line.slice(end) };
    });
    return { ...header.parse(JSON.parse(first)), rows };
  } catch {
    return null;
  }
}
