import { type EvidenceMark, isReviewed, type Reviewer } from './evidence.ts';
import type { Exercise } from './exercise.ts';
import type { Need } from './referral-search.ts';

/** "What is it today?", in the order of the menu. The codes stand in buttons: add new ones, never change one. */
export const situationCodes = {
  stigma: 's',
  loneliness: 'l',
  outing: 'o',
  bad_client: 'c',
  after_violence: 'v',
  money: 'm',
  burnout: 'b',
  panic: 'p',
  flashback: 'f',
  sleep: 'z',
  body_image: 'i',
  substances: 'd',
  grief: 'g',
  boundaries: 'n',
  lgbti: 't',
  migrants: 'x',
  parents: 'k',
} as const;

export type Situation = keyof typeof situationCodes;
export const situations = Object.keys(situationCodes) as Situation[];

/** One tip in one language: at most four lines, `notWhen` among them. */
export interface CopingCard {
  readonly id: string;
  readonly version: number;
  readonly situation: Situation;
  /** Says nothing to a stranger who looks over the shoulder. */
  readonly title: string;
  readonly lines: readonly string[];
  /** Exercises that fit, best first; empty where an exercise is not the answer. */
  readonly exercises: readonly string[];
  /** Whom to turn to: no card ends in text alone. */
  readonly need: Need;
  readonly notWhen: string | null;
  readonly sources: readonly string[];
  readonly evidence: EvidenceMark;
  readonly reviewedBy: readonly Reviewer[];
}

/** What one language has of tips and exercises. */
export interface CopingTexts {
  /** In the order of the situations, then of their ids. */
  readonly cards: readonly CopingCard[];
  /** In the order of their positions, those that are never first at the end. */
  readonly exercises: readonly Exercise[];
}

/** The tips and exercises that a person reviewed in this language; the others may be hidden by the operator. */
export function onlyReviewed({ cards, exercises }: CopingTexts): CopingTexts {
  const shown = exercises.filter(isReviewed);
  const isShown = (id: string) => shown.some((exercise) => exercise.id === id);
  return {
    exercises: shown,
    cards: cards.filter(isReviewed).map((card) => ({ ...card, exercises: card.exercises.filter(isShown) })),
  };
}

/** Situations whose very name could harm a person where the services for it are hidden. */
const namedLike: Partial<Record<Situation, Need>> = { lgbti: 'lgbti' };

/** The situations to offer: those with a card, and none that `offeredNeeds` hides in that place. */
export function offeredSituations(cards: readonly CopingCard[], needs: readonly Need[]): readonly Situation[] {
  return situations.filter((situation) => {
    const need = namedLike[situation];
    return (need === undefined || needs.includes(need)) && cards.some((card) => card.situation === situation);
  });
}
