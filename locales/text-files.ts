import { readdirSync, readFileSync } from 'node:fs';
import type about from './en/about.json';
import type anything from './en/anything.json';
import type areas from './en/areas.json';
import type book from './en/book.json';
import type clear from './en/clear.json';
import type commands from './en/commands.json';
import type common from './en/common.json';
import type contactLabels from './en/contact-labels.json';
import type crisis from './en/crisis.json';
import type distress from './en/distress.json';
import type errors from './en/errors.json';
import type filters from './en/filters.json';
import type flags from './en/flags.json';
import type help from './en/help.json';
import type incident from './en/incident.json';
import type kinds from './en/kinds.json';
import type medical from './en/medical.json';
import type meet from './en/meet.json';
import type menu from './en/menu.json';
import type myBooking from './en/my-booking.json';
import type needs from './en/needs.json';
import type places from './en/places.json';
import type profile from './en/profile.json';
import type receipt from './en/receipt.json';
import type report from './en/report.json';
import type settings from './en/settings.json';
import type situations from './en/situations.json';
import type start from './en/start.json';
import type tips from './en/tips.json';
import type warnings from './en/warnings.json';
import type warningsShort from './en/warnings-short.json';
import type zoneCities from './en/zone-cities.json';

/** The files of every language folder, typed by the English ones; a test holds the others to their keys. */
export type LanguageFiles = {
  readonly about: typeof about;
  readonly anything: typeof anything;
  readonly areas: typeof areas;
  readonly book: typeof book;
  readonly clear: typeof clear;
  readonly commands: typeof commands;
  readonly common: typeof common;
  readonly 'contact-labels': typeof contactLabels;
  readonly crisis: typeof crisis;
  readonly distress: typeof distress;
  readonly errors: typeof errors;
  readonly filters: typeof filters;
  readonly flags: typeof flags;
  readonly help: typeof help;
  readonly incident: typeof incident;
  readonly kinds: typeof kinds;
  readonly medical: typeof medical;
  readonly meet: typeof meet;
  readonly menu: typeof menu;
  readonly 'my-booking': typeof myBooking;
  readonly needs: typeof needs;
  readonly places: typeof places;
  readonly receipt: typeof receipt;
  readonly report: typeof report;
  readonly profile: typeof profile;
  readonly settings: typeof settings;
  readonly situations: typeof situations;
  readonly start: typeof start;
  readonly tips: typeof tips;
  readonly warnings: typeof warnings;
  readonly 'warnings-short': typeof warningsShort;
  readonly 'zone-cities': typeof zoneCities;
};

/** All texts as they stand in the files, each file with the state of its review. */
export const textFiles = { en: readFiles('en'), ru: readFiles('ru'), ky: readFiles('ky') };

/** Read, not imported: imports of so many files would take a good part of a start. */
function readFiles(language: string): LanguageFiles {
  const folder = new URL(`./${language}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const files = names.map((name) => [name.replace(/\.json$/, ''), readJson(new URL(name, folder))]);
  return Object.fromEntries(files);
}

function readJson(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`Cannot read the texts in ${file.pathname}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
