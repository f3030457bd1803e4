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
  /** The program is killed so often at a random moment, on each database. */
  kills: isFull ? 100 : 2,
  /** The program is killed before every effect of an update, or before every so manieth of the first few. */
  effectsApart: isFull ? 1 : 8,
  effectsTried: isFull ? Number.POSITIVE_INFINITY : 9,
  /** Each of so many steps of what people do: `/start`, a language, a country and so on. */
  stepsTried: isFull ? 6 : 1,
  /** A process that books is killed before so many of its effects on each database; one that backs up, too. */
  deaths: isFull ? Number.POSITIVE_INFINITY : 3,
  /** One that confirms, withdraws, folds and freezes, also so often at a random moment. */
  reportKills: isFull ? 200 : 1,
  /** Presses at random on the screens of booking. */
  bookingPresses: isFull ? 10_000 : 200,
  /** Updates of every kind and shape. */
  fuzzedUpdates: isFull ? 50_000 : 4_000,
  /** Walks through the form of a report, each of up to thirty random steps. */
  formWalks: isFull ? 1_000 : 6,
  /** Buttons of reports that are old, another's, changed or made up, and texts of every length. */
  forgedPresses: isFull ? 50_000 : 1_000,
  /** Confirmed by a fifth as many chats, which may save two each: more than any hour's threshold of slow mode. */
  floodReports: isFull ? 10_000 : 200,
  /** Of generators. A short run is the same each time, so that it fails for a reason; a long one goes new ways. */
  seed: isFull ? Date.now() : 20_261_122,
} as const;
