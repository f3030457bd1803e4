/** `TRIALS=full` asks for the long runs, which take up to an hour; without it a run takes seconds. */
const isFull = process.env.TRIALS === 'full';

/** How often the tests of bookings try what must never go wrong. */
export const trials = {
  raceInOneProcess: isFull ? 1_000 : 3,
  raceOfTwoPrograms: isFull ? 1_000 : 25,
  /** Milliseconds between two rounds of a race: 25 people a program hold and confirm in them. */
  raceEvery: 300,
  /** A program is cut off at every message, or at every so manieth. */
  cutEvery: isFull ? 1 : 6,
} as const;
