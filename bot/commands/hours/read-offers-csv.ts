import { CsvError, parse } from 'csv-parse/sync';
import { parseOffer, type WrittenOffer } from '../../../domain/booking/parse-offer.ts';
import { offerFaults } from './in-words.ts';
import type { OfferSheet } from './offer-sheet.ts';

/** The columns of a table of hours; `from` and one of `day` and `weekday` are needed. */
export const csvColumns = [
  'day',
  'weekday',
  'from',
  'to',
  'minutes',
  'seats',
  'title_en',
  'title_ru',
  'title_ky',
  'ways',
  'breaks',
  'first_day',
  'last_day',
] as const;

type Cells = Partial<Record<(typeof csvColumns)[number], string>>;

/** Reads a table of hours, with commas, semicolons or tabs between the cells. Every faulty line is named. */
export function readOffersCsv(text: string, { today }: { readonly today: string }): OfferSheet {
  let rows: { record: Cells; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: checkedHead,
      delimiter: [',', ';', '\t'],
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
  } catch (error) {
    return { offers: [], faults: [faultOf(error)], passedOver: 0 };
  }
  const offers: OfferSheet['offers'][number][] = [];
  const faults: OfferSheet['faults'][number][] = [];
  for (const { record, info } of rows) {
    const parsed = parseOffer(writtenOf(record), today);
    if (parsed.ok) offers.push({ line: info.lines, offer: parsed.value });
    else faults.push({ line: info.lines, words: offerFaults[parsed.error] });
  }
  return { offers, faults, passedOver: 0 };
}

function writtenOf({ title_en: en, title_ru: ru, title_ky: ky, first_day, last_day, ...rest }: Cells): WrittenOffer {
  const titles = { ...(en && { en }), ...(ru && { ru }), ...(ky && { ky }) };
  return { ...rest, titles, ...(first_day && { firstDay: first_day }), ...(last_day && { lastDay: last_day }) };
}

class HeadFault extends Error {}

function checkedHead(titles: readonly string[]): string[] {
  const names = titles.map((title) => title.toLowerCase());
  const unknown = names.filter((name) => !(csvColumns as readonly string[]).includes(name));
  if (unknown.length > 0 || !names.includes('from')) {
    throw new HeadFault(`the first line must name the columns; there are ${csvColumns.join(', ')}`);
  }
  return names;
}

function faultOf(error: unknown): OfferSheet['faults'][number] {
  if (error instanceof HeadFault) return { line: 1, words: error.message };
  if (!(error instanceof CsvError)) throw error;
  const isQuote = error.code.includes('QUOTE');
  return {
    line: Number(error.lines) || 1,
    words: isQuote ? 'a quotation mark is not closed' : 'it has more or fewer cells than the first line',
  };
}
