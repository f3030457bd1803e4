import { loadSeedDirectory } from '../../../db/seed/directory/index.ts';
import { open } from '../../../handlers/callback-data.ts';
import type { Person } from '../../support/bot-api/person.ts';
import type { Stage } from './stage.ts';

/** One thing that a person does, and waits for the answer to. */
export interface Step {
  readonly name: string;
  act(stage: Stage, person: Person): Promise<void>;
}

const press = (name: string, data: string): Step => ({ name, act: (stage, person) => stage.presses(person, data) });

const place = 'KG';
const list = { place, need: 'all', city: null, filters: [], page: 0 } as const;

/** The longest entry of the directory's first country. */
function someService(): string {
  const file = loadSeedDirectory().find(({ country }) => country === place);
  const listed = file?.organizations.filter(({ isListed }) => isListed) ?? [];
  const longest = listed.sort((a, b) => b.contacts.length - a.contacts.length)[0];
  if (!longest) throw new Error(`The directory of ${place} is empty`);
  return longest.id;
}

/** `/start` to the menu: one message and three presses, with a conversation and its stored state. */
export const startWalk: readonly Step[] = [
  { name: '/start', act: (stage, person) => stage.sends(person, '/start') },
  press('language', open('start:language', { language: 'en' })),
  press('country', open('start:country', { country: place })),
  press('menu', open('menu:open', {})),
];

/** A press on each kind of screen; each draws another screen than the one before. */
export const tour: readonly Step[] = [
  press('needs', open('help:needs', { place })),
  press('list', open('help:list', list)),
  press('entry', open('help:entry', { service: someService(), ...list })),
  press('sos', open('sos:open', {})),
  press('menu', open('menu:open', {})),
];

/** What makes the bot hold a chat, and nothing more. */
export const showUp: readonly Step[] = [{ name: '/menu', act: (stage, person) => stage.sends(person, '/menu') }];
