import { type CopingCard, type CopingTexts, situations } from '../../../domain/coping-tip.ts';
import type { Reviewer } from '../../../domain/evidence.ts';
import type { Exercise } from '../../../domain/exercise.ts';
import type { Language } from '../../../domain/language.ts';
import { faultsBetween } from './consistency.ts';
import { type ItemFile, readItems } from './read-items.ts';
import { type CardFile, cardFile, type ExerciseFile, exerciseFile } from './schema.ts';

/** An item without a file in a language is not there. */
export type CopingContent = Readonly<Record<Language, CopingTexts>>;

const ownFolder = new URL('./', import.meta.url);

/**
 * Reads the coping tips and exercises: `cards/<id>/<language>.json` and `exercises/<id>/<language>.json`.
 * @param folder ends with a slash
 * @throws Error that names every fault of all files, one a line: `cards/stigma-1/ky.json:7: lines[2]: …`
 */
export function loadCopingContent(folder: URL = ownFolder): CopingContent {
  const cards = readItems(folder, 'cards', cardFile);
  const exercises = readItems(folder, 'exercises', exerciseFile);
  const faults = [...cards.faults, ...exercises.faults];
  // A file that cannot be read would be missed by the others: their faults would mislead.
  if (faults.length === 0) faults.push(...faultsBetween(cards.files, exercises.files));
  if (faults.length > 0) throw new Error(`The coping content has faults:\n${faults.join('\n')}`);
  const textsIn = (language: Language) => inOneLanguage(language, cards.files, exercises.files);
  return { en: textsIn('en'), ru: textsIn('ru'), ky: textsIn('ky') };
}

function inOneLanguage(
  language: Language,
  cardFiles: readonly ItemFile<CardFile>[],
  exerciseFiles: readonly ItemFile<ExerciseFile>[],
): CopingTexts {
  const exercises = exerciseFiles
    .filter((item) => item.language === language)
    .sort((a, b) => listPlace(a.file) - listPlace(b.file))
    .map(({ file }) => toExercise(file));
  const cards = cardFiles
    .filter((item) => item.language === language)
    .map(({ file }) => toCard(file, exercises))
    .sort((a, b) => situations.indexOf(a.situation) - situations.indexOf(b.situation));
  return { cards, exercises };
}

const listPlace = ({ position, isNeverFirst }: ExerciseFile) => position + (isNeverFirst ? 1000 : 0);

function toExercise({ reviewedBy, ...file }: ExerciseFile): Exercise {
  const reviews = { reviewedBy: reviewersOf(reviewedBy) };
  if (file.kind === 'paced') return { ...file, ...reviews };
  return { ...file, ...reviews, steps: file.steps.map(({ text, timer }) => ({ text, timer: timer ?? null })) };
}

function toCard({ reviewedBy, notWhen, exercises, ...file }: CardFile, known: readonly Exercise[]): CopingCard {
  const links = exercises.filter((id) => known.some((exercise) => exercise.id === id));
  return {
    ...file,
    notWhen: notWhen ?? null,
    exercises: withoutNeverFirst(links, known),
    reviewedBy: reviewersOf(reviewedBy),
  };
}

/** Where the first exercises of a card are hidden, one that is never first must not move up. */
function withoutNeverFirst(links: readonly string[], known: readonly Exercise[]): readonly string[] {
  const mayBeFirst = (id: string) => known.some((exercise) => exercise.id === id && !exercise.isNeverFirst);
  const first = links.findIndex(mayBeFirst);
  return first === -1 ? [] : links.slice(first);
}

function reviewersOf(reviewedBy: CardFile['reviewedBy']): readonly Reviewer[] {
  return (Object.keys(reviewedBy) as Reviewer[]).filter((reviewer) => reviewedBy[reviewer] !== undefined);
}
