import type { Lexicon } from '../lexicon.ts';
import { en } from './en/index.ts';
import { kk } from './kk.ts';
import { ky } from './ky/index.ts';
import { ru } from './ru/index.ts';
import { uk } from './uk.ts';

/** The crisis words of all languages: people mix them within a sentence. */
export const lexicons: readonly Lexicon[] = [en, ru, ky, uk, kk];
