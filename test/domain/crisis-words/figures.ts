import { type CrisisLevel, crisisLevelOf } from '../../../domain/crisis-words/index.ts';
import { crisisLevels } from '../../../domain/crisis-words/level.ts';
import { randomFrom } from '../../support/seeded-random.ts';
import { allEveryday, allHits, basePhrases, constructions, heldOut, nearConstructions, type Sample } from './corpus.ts';
import { type Variant, variantKinds, variantsOf } from './variants/variants.ts';

/** How many of how many. */
export interface Share {
  readonly name: string;
  readonly count: number;
  readonly of: number;
}

export const shareOf = ({ count, of }: Share) => count / of;

/** Two tries of every change: about 5,000 variants. */
const timesEach = 2;
export const variants: readonly Variant[] = variantsOf(basePhrases, randomFrom(1), timesEach);

/** Whether a message raises its own level or a more careful one. */
export function isFound({ text, level }: Sample): boolean {
  const found = crisisLevelOf(text);
  return found !== null && crisisLevels.indexOf(found) <= crisisLevels.indexOf(level);
}

const raises = (text: string) => crisisLevelOf(text) !== null;
const found = (name: string, samples: readonly Sample[], is: (sample: Sample) => boolean): Share => ({
  name,
  count: samples.filter(is).length,
  of: samples.length,
});

const raised = (name: string, messages: readonly string[]): Share => ({
  name,
  count: messages.filter(raises).length,
  of: messages.length,
});
const wronglyRaised = (name: string, messages: readonly string[]) => raised(`${name}, wrongly raised`, messages);

/** The figures of the detector; each is a share of found or wrongly raised messages. */
export const figures = {
  variants: () => found('variants of the lexicon, at their level or a more careful one', variants, isFound),
  everyday: () => wronglyRaised('everyday messages', [...allEveryday, ...heldOut.everyday]),
  known: () => found('messages that the detector was mended for', allHits, isFound),
  constructions: () => found('constructions, all their fillings', constructions, ({ text }) => raises(text)),
  nearConstructions: () => wronglyRaised('everyday constructions', nearConstructions),
  newHits: () => found('held-out messages', heldOut.hits, ({ text }) => raises(text)),
  newEveryday: () => wronglyRaised('held-out everyday messages, near ones among them', heldOut.everyday),
  newNear: () => wronglyRaised('held-out messages made to be near to distress', heldOut.near),
  newShort: () => raised('held-out messages of one to five words', heldOut.short),
  newShortNear: () => wronglyRaised('held-out everyday messages of one to five words', heldOut.shortNear),
};

/** The share of each kind of change that is found. */
export const byKind = (): readonly Share[] =>
  variantKinds.map((kind) =>
    found(
      kind,
      variants.filter((variant) => variant.kind === kind),
      isFound,
    ),
  );

/** Variants that are missed, for whoever mends the detector. */
export const missed = (): readonly (Variant & { readonly raised: CrisisLevel | null })[] =>
  variants
    .filter((variant) => !isFound(variant))
    .map((variant) => ({ ...variant, raised: crisisLevelOf(variant.text) }));
