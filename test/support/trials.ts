/** `TRIALS=full` asks for the long runs, which take up to an hour; without it a run takes seconds. */
const isFull = process.env.TRIALS === 'full';

/** How often the long tests try what must never go wrong. */
export const trials = {
  raceInOneProcess: isFull ? 1_000 : 3,
  raceOfTwoPrograms: isFull ? 1_000 : 25,
  /** Milliseconds between two rounds of a race: 25 people a program hold and confirm in them. */
  raceEvery: 300,
  /** A program is cut off at every message, or at every so manieth. */
  cutEvery: isFull ? 1 : 6,
  /** The program is killed so often on each database, in each of two ways. */
  kills: isFull ? 100 : 2,
  /** Updates of every kind and shape. */
  fuzzedUpdates: isFull ? 50_000 : 4_000,
} as const;
