import { type ItemFile, inWords } from './read-items.ts';
import type { CardFile, ExerciseFile } from './schema.ts';

type CardItem = ItemFile<CardFile>;
type ExerciseItem = ItemFile<ExerciseFile>;

/** What the shape alone cannot say: every fault as `cards/stigma-1/ky.json:7: path: reason`, over all files. */
export function faultsBetween(cards: readonly CardItem[], exercises: readonly ExerciseItem[]): string[] {
  return [
    ...unlikeEachOther(cards, structureOfCard),
    ...unlikeEachOther(exercises, structureOfExercise),
    ...cards.flatMap((card) => linkFaults(card, exercises)),
    ...exercises.flatMap(holdFaults),
    ...samePositions(exercises),
  ];
}

/** What is no text, and so is the same in all languages; texts are counted, so that no warning is lost. */
function structureOfCard({ version, situation, exercises, need, sources, evidence, lines, notWhen }: CardFile) {
  const counts = { lines: { length: lines.length }, notWhen: isThere(notWhen) };
  return { version, situation, exercises, need, sources, evidence, ...counts };
}

function structureOfExercise(file: ExerciseFile) {
  const { version, kind, position, isNeverFirst, sources, evidence, intro, notWhen } = file;
  const counts = { intro: { length: intro.length }, notWhen: { length: notWhen.length } };
  const common = { version, kind, position, isNeverFirst, sources, evidence, ...counts };
  if (file.kind === 'steps') return { ...common, steps: file.steps.map(({ timer }) => ({ timer })) };
  const { phases, rounds } = file;
  return { ...common, phases, rounds, variants: file.variants.map(({ title, ...variant }) => variant) };
}

const isThere = (text: string | undefined) => (text === undefined ? 'missing' : 'there');

/** Compares every language of an item with English, or with its first language where there is no English. */
function unlikeEachOther<T extends { readonly id: string }>(
  files: readonly ItemFile<T>[],
  structureOf: (file: T) => unknown,
): string[] {
  return files.flatMap((item) => {
    const alike = files.filter(({ id }) => id === item.id);
    const model = alike.find(({ language }) => language === 'en') ?? alike[0] ?? item;
    const differences = differencesBetween(structureOf(item.file), structureOf(model.file), []);
    return differences.map(({ path, here, there }) =>
      faultAt(item, path, `is ${inJson(here)}, in ${model.language}.json ${inJson(there)}`),
    );
  });
}

interface Difference {
  readonly path: readonly PropertyKey[];
  readonly here: unknown;
  readonly there: unknown;
}

function differencesBetween(here: unknown, there: unknown, path: readonly PropertyKey[]): Difference[] {
  const areLists = Array.isArray(here) && Array.isArray(there);
  if (areLists && here.length === there.length) {
    return here.flatMap((item, index) => differencesBetween(item, there[index], [...path, index]));
  }
  if (!areLists && isObject(here) && isObject(there)) {
    const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
    return [...keys].flatMap((key) => differencesBetween(here[key], there[key], [...path, key]));
  }
  return inJson(here) === inJson(there) ? [] : [{ path, here, there }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inJson = (value: unknown) => JSON.stringify(value) ?? 'missing';

function faultAt(item: Pick<ItemFile<unknown>, 'name' | 'lineOf'>, path: readonly PropertyKey[], reason: string) {
  return `${item.name}:${item.lineOf(path)}: ${inWords(path)}: ${reason}`;
}

function linkFaults(card: CardItem, exercises: readonly ExerciseItem[]): string[] {
  const links = card.file.exercises;
  return links.flatMap((link, index) => {
    const exercise = exercises.find(({ id }) => id === link);
    const path = ['exercises', index];
    if (!exercise) return [faultAt(card, path, `there is no exercise "${link}"`)];
    if (links.indexOf(link) < index) return [faultAt(card, path, `"${link}" stands twice`)];
    if (index === 0 && exercise.file.isNeverFirst) return [faultAt(card, path, `"${link}" is never first`)];
    return [];
  });
}

/** Holding the breath can feel like being trapped: it is a choice, never the first, and never the only way. */
function holdFaults(item: ExerciseItem): string[] {
  const { file } = item;
  if (file.kind !== 'paced' || !file.phases.some(({ kind }) => kind === 'hold')) return [];
  const isFreeOfHolding = file.variants.some(({ phases }) => phases.every(({ kind }) => kind !== 'hold'));
  return [
    ...(file.isNeverFirst ? [] : [faultAt(item, ['isNeverFirst'], 'must be true where the breath is held')]),
    ...(isFreeOfHolding ? [] : [faultAt(item, ['variants'], 'a variant without holding is missing')]),
  ];
}

function samePositions(exercises: readonly ExerciseItem[]): string[] {
  return exercises.flatMap((item) => {
    const { position, id } = item.file;
    const rival = exercises.find((other) => other.id < id && other.file.position === position);
    return rival ? [faultAt(item, ['position'], `${position} is taken by "${rival.id}"`)] : [];
  });
}
