import * as z from 'zod';
import { type Situation, situations } from '../../../domain/coping-tip.ts';
import { evidenceMarks, type Reviewer } from '../../../domain/evidence.ts';
import { type Need, needCodes } from '../../../domain/referral-search.ts';

/**
 * The shape of one file under `cards/<id>/` and `exercises/<id>/`: one item in one language.
 * Every item keeps its sources and says who has read it; nobody has until a name stands there.
 */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(24);
const text = z
  .string()
  .min(1)
  .refine((value) => value === value.trim(), 'has a space at its edge');
const line = text.max(120);
const version = z.int().min(1);

/** The day on which such a person read this language's text. */
const review = z.iso.date();
const reviewedBy = z.strictObject({
  native: review.optional(),
  clinician: review.optional(),
  lawyer: review.optional(),
} satisfies Record<Reviewer, unknown>);

/** A fact's number in the fact sheet, or lines of the seed paper, and where the fact was seen. */
const sources = z.array(text).min(1);

export const cardFile = z
  .strictObject({
    id,
    version,
    situation: z.enum(situations as [Situation, ...Situation[]]),
    title: text.max(40),
    lines: z.array(line).min(2).max(4),
    notWhen: line.optional(),
    exercises: z.array(id).max(3),
    need: z.enum(needCodes as [Need, ...Need[]]),
    sources,
    evidence: z.enum(evidenceMarks),
    reviewedBy,
  })
  .refine(({ lines, notWhen }) => lines.length + (notWhen === undefined ? 0 : 1) <= 4, {
    path: ['lines'],
    message: 'a card has at most four lines, notWhen among them',
  });

const seconds = z.int().min(1).max(60);
const rounds = z.int().min(1).max(40);
const breathing = z.array(z.strictObject({ kind: z.enum(['in', 'hold', 'sip', 'out']), seconds })).min(1);
const muscles = z.array(z.strictObject({ kind: z.enum(['tense', 'release']), seconds })).min(1);
const buttonText = text.max(24);

const common = {
  id,
  version,
  /** Place in the list of all exercises. */
  position: z.int().min(1),
  isNeverFirst: z.boolean(),
  title: buttonText,
  intro: z.array(line).min(1).max(3),
  notWhen: z.array(line).min(1).max(2),
  after: line,
  sources,
  evidence: z.enum(evidenceMarks),
  reviewedBy,
};

const pacedFile = z.strictObject({
  ...common,
  kind: z.literal('paced'),
  phases: breathing,
  rounds,
  variants: z.array(z.strictObject({ id, title: buttonText, phases: breathing, rounds })),
});

const stepsFile = z.strictObject({
  ...common,
  kind: z.literal('steps'),
  steps: z.array(z.strictObject({ text: line, timer: z.strictObject({ phases: muscles, rounds }).optional() })).min(2),
});

export const exerciseFile = z.discriminatedUnion('kind', [pacedFile, stepsFile]);

export type CardFile = z.infer<typeof cardFile>;
export type ExerciseFile = z.infer<typeof exerciseFile>;
