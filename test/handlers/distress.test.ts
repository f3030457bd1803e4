import { expect, test } from 'vitest';
import type { CrisisLine } from '../../domain/crisis.ts';
import type { Service } from '../../domain/referral.ts';
import type { ShownContact } from '../../handlers/contact-lines.ts';
import { renderEmergency } from '../../handlers/crisis/render-distress.ts';
import { htmlOf } from '../../handlers/screen.ts';
import { wordsIn } from '../../locales/index.ts';

const words = wordsIn('en');

/** A line with one number, and whether a person has checked that. */
function line(value: string, visibility: ShownContact['visibility']): CrisisLine {
  const name = { en: 'A line', ru: 'Линия', ky: 'Линия' };
  const contact: ShownContact['contact'] = {
    id: value,
    type: 'phone',
    value,
    labels: [],
    isOnHold: false,
    isAlwaysShown: false,
    assuredOn: visibility === 'checked' ? '2026-11-01' : null,
  };
  const service = { organization: { id: value, name, shortName: name }, hours: null, warnBefore: [] };
  return { service: service as unknown as Service, contacts: [{ contact, visibility }] };
}

test.each(['danger', 'body'] as const)('%s: what nobody checked is spoken of only where it stands there', (kind) => {
  const help = {
    lines: [line('111', 'unchecked')],
    emergency: [line('103', 'checked')],
    international: [line('222', 'unchecked')],
  };
  const shown = (place: 'KG' | 'INT', some: Partial<typeof help>) =>
    htmlOf(renderEmergency(kind, { words, place, help: { ...help, ...some }, typed: 'gone' }));
  expect(shown('KG', {})).toContain('103');
  expect(shown('KG', {})).not.toContain(words.text('help.unchecked'));
  expect(shown('KG', {})).not.toContain(words.text('help.uncheckedUndated'));
  expect(shown('INT', { emergency: [] })).toContain('222');
  expect(shown('INT', { emergency: [] })).toContain(words.text('help.unchecked'));
});
