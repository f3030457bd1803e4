import { commonWords } from './common-words.ts';
import { LetterTree } from './letter-tree.ts';
import { type Concern, type CrisisLevel, concernOf, concerns, crisisLevels } from './level.ts';
import type { Lexicon } from './lexicon.ts';
import { type Phrase, phrasesOf, type Reading, type Stem } from './pattern.ts';
import { type PhraseBook, PhraseBookWriter } from './phrase-book.ts';
import { StemIndex } from './stem-index.ts';
import { allowedTypos } from './typos.ts';
import { readMessage } from './words.ts';

const gapInSigns = 2;
/** A false friend silences, so it has to fit exactly. */
const gapInFalseFriends = 0;

export interface Sign {
  readonly level: CrisisLevel;
  readonly isWeak: boolean;
}

/** The lexicons, arranged for finding. */
export interface Books {
  readonly index: StemIndex;
  readonly signs: PhraseBook<Sign>;
  readonly friends: PhraseBook<Concern>;
  readonly trees: Readonly<Record<Reading, LetterTree>>;
}

/** Arranges all lexicons in the same books, because people mix languages within a sentence. */
export function booksOf(lexicons: readonly Lexicon[]): Books {
  const index = new StemIndex();
  const writingSigns = new PhraseBookWriter<Sign>(index, gapInSigns);
  const writingFriends = new PhraseBookWriter<Concern>(index, gapInFalseFriends);
  for (const lexicon of lexicons) {
    for (const level of crisisLevels) {
      for (const isWeak of [false, true]) {
        for (const line of (isWeak ? lexicon.weakSigns : lexicon.signs)[level] ?? []) {
          for (const phrase of phrasesOf(line, lexicon.groups)) {
            writingSigns.add(carefully(phrase), { level, isWeak }, concernOf(level));
          }
        }
      }
    }
    for (const concern of concerns) {
      for (const line of lexicon.falseFriends[concern] ?? []) {
        for (const phrase of phrasesOf(line, lexicon.groups)) {
          writingFriends.add(
            phrase.map((runs) => runs.map(exactly)),
            concern,
            concern,
          );
        }
      }
    }
    for (const word of readMessage(lexicon.everyday).words) index.addEveryday(word);
    for (const word of readMessage(lexicon.small).words) index.addSmall(word);
  }
  for (const word of readMessage(commonWords).words) index.addEveryday(word);
  const [signs, friends] = [writingSigns.written(), writingFriends.written()];
  const inSigns = [...index.stems.keys()].filter((id) => signs.steps.kinds[id] !== 0);
  const treeOf = (reading: Reading) =>
    new LetterTree(
      index.stems,
      inSigns.filter((id) => index.stems[id]?.reading === reading),
      signs.steps.kinds,
    );
  const trees = { spelling: treeOf('spelling'), sound: treeOf('sound') };
  // All false friends are exact, so that what may be misspelt is in the signs.
  index.complete(trees);
  return { index, signs, friends, trees };
}

/** A false friend silences, so nothing misspelt is taken for one. */
const exactly = (run: Phrase[number][number]) =>
  run.map((stems) => stems.map((stem) => ({ ...stem, typos: 0 as const, isExact: true })));

/** A word that makes up a sign by itself has to be longer before a misspelling is forgiven. */
function carefully(phrase: Phrase): Phrase {
  const [runs = [], ...others] = phrase;
  if (others.length > 0) return phrase;
  const careful = (stem: Stem) =>
    stem.isTrusted || stem.typos === 0
      ? stem
      : { ...stem, typos: allowedTypos(stem.key.length - (stem.isPrefix ? 3 : 2), stem.isPrefix) };
  return [runs.map((run) => (run.length > 1 ? run : run.map((stems) => stems.map(careful))))];
}
