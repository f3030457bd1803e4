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

/** The figures of the detector; each is a share of found or wrongly raised messages. */
export const figures = {
  variants: () => found('variants of the lexicon, at their level or a more careful one', variants, isFound),
  everyday: (): Share => {
    const all = [...allEveryday, ...heldOut.everyday];
    return { name: 'everyday messages, wrongly raised', count: all.filter(raises).length, of: all.length };
  },
  known: () => found('messages that the detector was mended for', allHits, isFound),
  constructions: () => found('constructions, all their fillings', constructions, ({ text }) => raises(text)),
  nearConstructions: (): Share => ({
    name: 'everyday constructions, wrongly raised',
    count: nearConstructions.filter(raises).length,
    of: nearConstructions.length,
  }),
  newHits: () => found('held-out messages', heldOut.hits, ({ text }) => raises(text)),
  newEveryday: (): Share => ({
    name: 'held-out everyday messages, near ones among them, wrongly raised',
    count: heldOut.everyday.filter(raises).length,
    of: heldOut.everyday.length,
  }),
  newNear: (): Share => ({
    name: 'held-out messages made to be near to distress, wrongly raised',
    count: heldOut.near.filter(raises).length,
    of: heldOut.near.length,
  }),
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
