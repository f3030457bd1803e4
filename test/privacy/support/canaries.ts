import { randomBytes, randomInt } from 'node:crypto';
import { type Needle, numberNeedles, textNeedles } from '../../support/leak-scan.ts';

/** A person all of whose traits are unlike anything else in the world. */
export interface CanaryPerson {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly username: string;
  readonly phone: string;
  /** A sentence that she types; each call of `words` would be another. */
  readonly typed: string;
  readonly edited: string;
  /** What she writes when she cannot go on: it is recognised, and may stand nowhere. */
  readonly distress: string;
  readonly voiceFile: string;
  readonly photoFile: string;
  /** Whoever wrote what she forwards. */
  readonly origin: { readonly id: number; readonly first_name: string; readonly username: string };
  readonly latitude: number;
  readonly longitude: number;
}

const mark = () => randomBytes(6).toString('hex');
/** Ids of 10 digits, as new accounts have them; the lower half of the range, so that `id << 32` keeps its sign. */
const newId = () => randomInt(1_100_000_000, 2_147_000_000);
const degrees = (from: number) => from + randomInt(1_000_000, 9_999_999) / 1e8;

/** A person made anew: no two tests share a trait, so that nothing planted by one is found by another. */
export function createCanaryPerson(): CanaryPerson {
  return {
    id: newId(),
    first_name: `Айгүл-${mark()}`,
    last_name: `Ыдырысова "${mark()}"`,
    username: `canary_${mark()}`,
    phone: `+996${randomInt(100_000_000, 999_999_999)}`,
    typed: `менин атым Чолпон, үйүм ${mark()} / I live at ${mark()}`,
    edited: `жок, туура эмес: ${mark()}`,
    distress: `мен өлгүм келет, не хочу жить ${mark()}`,
    voiceFile: `AwACAgIAAxkBAAIC${mark()}${mark()}`,
    photoFile: `AgACAgIAAxkBAAIC${mark()}${mark()}`,
    origin: { id: newId(), first_name: `Бермет-${mark()}`, username: `origin_${mark()}` },
    latitude: degrees(42),
    longitude: degrees(74),
  };
}

/**
 * Every form of everything that must not be kept of a person.
 * @param callbackIds the ids of her presses, as Telegram made them: her id stands in their upper half
 */
export function needlesOf(person: CanaryPerson, callbackIds: readonly string[] = []): Needle[] {
  const texts: Record<string, string> = {
    'first name': person.first_name,
    'last name': person.last_name,
    username: person.username,
    phone: person.phone,
    'phone without plus': person.phone.slice(1),
    typed: person.typed,
    // A part alone counts as well: a log may cut.
    'typed, its end': person.typed.slice(-12),
    edited: person.edited,
    distress: person.distress,
    'distress, its words': person.distress.slice(0, -13),
    'distress, its end': person.distress.slice(-12),
    'voice file': person.voiceFile,
    'photo file': person.photoFile,
    'name of the origin': person.origin.first_name,
    'username of the origin': person.origin.username,
    latitude: String(person.latitude),
    longitude: String(person.longitude),
  };
  const numbers: Record<string, bigint> = {
    id: BigInt(person.id),
    'id << 32': BigInt(person.id) << 32n,
    'id of the origin': BigInt(person.origin.id),
    ...Object.fromEntries(callbackIds.map((id, index) => [`callback id ${index}`, BigInt(id)])),
  };
  return [
    ...Object.entries(texts).flatMap(([name, text]) => textNeedles(name, text)),
    ...Object.entries(numbers).flatMap(([name, number]) => numberNeedles(name, number)),
    ...numberNeedles('id of the chat, negative', -BigInt(person.id)),
  ];
}
