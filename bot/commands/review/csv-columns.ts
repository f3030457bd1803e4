import { languages } from '../../../domain/language.ts';

/** The first lines of the spreadsheet: who reviews, in the second cell of each. */
export const headerRows = [
  ['role', 'native, clinician or lawyer'],
  ['initials', 'of the reviewer'],
  ['date', 'such as 2026-11-22'],
] as const;

/** The columns of the table below them. A row of the kind `file` stands for a file as a whole. */
export const columns = [
  'id',
  'kind',
  'limit',
  'sources',
  ...languages,
  ...languages.map((language) => `${language}_correction` as const),
  'remark',
  ...languages.map((language) => `${language}_digest` as const),
] as const;

export type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

export const fileKind = 'file';
/** In the correction cell of a file's row: read whole in that language. */
export const yes = /^(yes|y|x|да|ооба)$/i;
export const no = /^(no|n|нет|жок)?$/i;

/** Excel opens a file as UTF-8 only with this at its beginning. */
export const byteOrderMark = '\uFEFF';
