import type { Words } from '../../../locales/index.ts';
import { countCharacters } from './characters.ts';
import { exampleScreens } from './examples/index.ts';
import {
  areaName,
  buttonBeside,
  command,
  firstLine,
  words as insideWords,
  message,
  popUp,
  profileLong,
  profileShort,
  type TextKind,
} from './text-kind.ts';

/** Shown by `answer`, so on no screen. */
const popUps = [
  'help.gone',
  'help.uncheckedAlert',
  'help.wrongThanks',
  'crisis.wrongThanks',
  'settings.saved',
  'tips.thanks',
  'report.alertNeck',
  'report.alertRisk',
  'report.stopped',
  'report.codeAlert',
  'report.codeOver',
  'receipt.tooFew',
  'receipt.lost',
  'my-booking.tooFew',
  'my-booking.taken',
  'book.remembered',
  'book.forgotten',
  'book.codeAlert',
  'book.codeOver',
  'book.left',
];
const byFile: Readonly<Record<string, TextKind>> = {
  areas: areaName,
  commands: command,
  kinds: insideWords,
  flags: insideWords,
};

/** Set at the start, so on no screen either. */
const profile: Readonly<Record<string, TextKind>> = {
  'profile.short': profileShort,
  'profile.description': profileLong,
};

/** Plural forms and variants are asked for by their stem. */
const form = /_militia$|_(?:zero|one|two|few|many|other)$/;
const mark = /⟦([^⟧]*)⟧/g;

/** What each text of the bot is, learnt from where the example screens put it. */
export function screenKinds(): (file: string, key: string) => TextKind {
  const seen = kindsOnScreens();
  return (file, key) => {
    const stem = `${file}.${key.replace(form, '').replace(form, '')}`;
    return popUps.includes(stem) ? popUp : (profile[stem] ?? seen.get(stem) ?? byFile[file] ?? message);
  };
}

function kindsOnScreens(): ReadonlyMap<string, TextKind> {
  const kinds = new Map<string, TextKind>();
  const screens = exampleScreens(marked()).map(({ screen }) => screen);
  // A text that stands in several places has the narrowest of their limits: buttons come last and win.
  for (const { body } of screens) note(body, (key) => kinds.set(key, plainKeys.has(key) ? insideWords : message));
  for (const { first } of screens) note([first], (key) => kinds.set(key, firstLine));
  for (const { keyboard } of screens) {
    for (const { label } of keyboard.flat()) {
      const beside = countCharacters(label.replace(mark, ''));
      note([label], (key) => kinds.set(key, narrower(kinds.get(key), buttonBeside(beside))));
    }
  }
  return kinds;
}

const plainKeys = new Set<string>();

const narrower = (before: TextKind | undefined, now: TextKind) =>
  before?.name === now.name && (before.most ?? 0) < (now.most ?? 0) ? before : now;

function note(lines: readonly string[], found: (key: string) => void): void {
  for (const line of lines) for (const [, key] of line.matchAll(mark)) found(key as string);
}

/** Words that say which text they are instead of the text. */
function marked(): Words {
  const say = (key: string, values: object = {}) => `⟦${key}⟧${Object.values(values).filter(isMarked).join('')}`;
  return {
    language: 'en',
    text: say,
    plain: (key, values) => {
      plainKeys.add(key);
      return say(key, values);
    },
  };
}

const isMarked = (value: unknown) => typeof value === 'string' && value.includes('⟦');
