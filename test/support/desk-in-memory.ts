import { createHash } from 'node:crypto';
import type { Country } from '../../domain/country.ts';
import type { IncidentReport } from '../../domain/incident-report/incident-report.ts';
import { keepToRules } from '../../domain/organisation-answer.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { refused, succeeded } from '../../domain/outcome.ts';
import { type ReceiptCode, receiptCodeFrom } from '../../domain/receipt-code.ts';
import type { FoundReport, Remains, ReportDesk, ReportReader } from '../../domain/report-desk.ts';

/** A desk of the same contract as the one on the database, that shows what it was given. */
export interface DeskInMemory extends ReportDesk {
  /** The reports that are there, by code, the oldest first. */
  readonly received: Map<ReceiptCode, IncidentReport>;
  /** Calls of `confirm`, those that came again among them. */
  readonly confirmations: () => number;
  readonly answers: Map<ReceiptCode, string[]>;
  readonly readers: Map<Country, ReportReader[]>;
  remains: Remains;
  /** True: the database is away. */
  isAway: boolean;
}

class DeskAway extends Error {}

export function createDeskInMemory(): DeskInMemory {
  const withdrawn = new Set<ReceiptCode>();
  let confirmations = 0;
  const find = (code: ReceiptCode): FoundReport | undefined =>
    desk.received.has(code)
      ? { answers: (desk.answers.get(code) ?? []).map(keepToRules), remains: desk.remains }
      : undefined;

  const desk: DeskInMemory = {
    received: new Map(),
    answers: new Map(),
    readers: new Map(),
    confirmations: () => confirmations,
    remains: { mayBeRead: false, isPublished: false },
    isAway: false,
    async confirm(report, nonce) {
      confirmations += 1;
      if (desk.isAway) throw new DeskAway();
      const code = receiptCodeFrom(createHash('sha512').update(nonce).digest()) as ReceiptCode;
      if (withdrawn.has(code)) return refused('withdrawn');
      if (!desk.received.has(code)) {
        const isOpen = desk.readers.get(report.country)?.some((reader) => reader.organisation === report.recipient);
        if (report.recipient !== null && !isOpen) return refused('no_valid_key');
        desk.received.set(code, report);
      }
      return succeeded({ code });
    },
    async look(code) {
      if (desk.isAway) throw new DeskAway();
      const found = find(code);
      return found ? succeeded(found) : refused('unknown');
    },
    async withdraw(code) {
      if (!desk.received.delete(code)) return refused('unknown');
      withdrawn.add(code);
      return succeeded(desk.remains);
    },
    openForCountry: async (country) => desk.readers.get(country) ?? [],
  };
  return desk;
}

/** An organisation that can be chosen. */
export const readerNamed = (id: string, isExample = false): ReportReader => ({
  organisation: id as OrganisationId,
  isExample,
});
