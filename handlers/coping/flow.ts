import { offeredSituations, type Situation } from '../../domain/coping-tip.ts';
import { type Exercise, framesOf, type PacedExercise, paceOf } from '../../domain/exercise.ts';
import { offeredNeeds } from '../../domain/referral-search.ts';
import type { Words } from '../../locales/index.ts';
import type { Arguments } from '../callback-data.ts';
import type { BotContext, HandlerDependencies, TimedFrame } from '../context.ts';
import type { Flow } from '../flow.ts';
import type { Screen } from '../screen.ts';
import { renderAfter, renderExercise, renderExercises, renderFrame, renderStep } from './render-exercise.ts';
import { renderCard, renderFeedback, renderSituations } from './render-tips.ts';

type Routes =
  | 'tips:open'
  | 'tips:card'
  | 'tips:feedback'
  | 'tips:tag'
  | 'tips:exercises'
  | 'tips:exercise'
  | 'tips:frame'
  | 'tips:after';

type FramePlace = Arguments<'tips:frame'>;

/** `/tips`: situation → card → exercise or people. Everything travels in the buttons; only a timer is in memory. */
export function createCopingFlow({ coping, services }: HandlerDependencies): Flow<Routes> {
  const cardsOf = ({ words }: BotContext, situation: Situation) =>
    coping(words.language).cards.filter((card) => card.situation === situation);

  const situations = (ctx: BotContext): Screen => {
    const { needs } = offeredNeeds(services(), ctx.settings?.country ?? 'INT');
    return renderSituations(ctx.words, offeredSituations(coping(ctx.words.language).cards, needs));
  };

  const exerciseOr = (ctx: BotContext, id: string, render: (exercise: Exercise) => Screen): Screen => {
    const { exercises } = coping(ctx.words.language);
    const exercise = exercises.find((one) => one.id === id);
    return exercise ? render(exercise) : renderExercises(ctx.words, exercises);
  };

  return {
    commands: { tips: { name: 'tips:open', args: {} } },
    routes: {
      'tips:open': situations,
      'tips:card': (ctx, at) => {
        const cards = cardsOf(ctx, at.situation);
        const card = cards[at.index % cards.length];
        if (!card) return situations(ctx);
        const { exercises } = coping(ctx.words.language);
        const fitting = card.exercises.flatMap((id) => exercises.find((exercise) => exercise.id === id) ?? []);
        const place = ctx.settings?.country ?? null;
        return renderCard(ctx.words, at, { card, count: cards.length, exercises: fitting, place });
      },
      'tips:feedback': ({ words }, at) => renderFeedback(words, at),
      'tips:tag': async (ctx, { situation, index, tag }) => {
        const cards = cardsOf(ctx, situation);
        const card = cards[index % cards.length];
        if (card) ctx.countFeedback(card.id, tag);
        ctx.answer(ctx.words.plain('tips.thanks'));
        await ctx.goTo('tips:card', { situation, index });
        return undefined;
      },
      'tips:exercises': ({ words }) => renderExercises(words, coping(words.language).exercises),
      'tips:exercise': (ctx, { exercise }) => exerciseOr(ctx, exercise, (one) => renderExercise(ctx.words, one)),
      'tips:frame': (ctx, at) =>
        exerciseOr(ctx, at.exercise, (exercise) => {
          if (exercise.kind === 'paced') return pacedFrame(ctx, at, exercise);
          const step = exercise.steps[at.frame];
          return step ? renderStep(ctx.words, at, step, exercise.steps.length) : renderAfter(ctx.words, exercise);
        }),
      'tips:after': (ctx, { exercise }) => exerciseOr(ctx, exercise, (one) => renderAfter(ctx.words, one)),
    },
  };
}

/** A moment of a paced exercise; with a timer the rest of it follows by itself. */
function pacedFrame(ctx: BotContext, at: FramePlace, exercise: PacedExercise): Screen {
  const [now, ...later] = screensFrom(ctx.words, at, exercise);
  if (at.mode === 'timer') ctx.playOn(later);
  return now?.screen ?? renderAfter(ctx.words, exercise);
}

/** The screens of an exercise from a frame to its end; each says how long the one before it stands. */
function screensFrom(
  words: Words,
  at: FramePlace,
  exercise: PacedExercise,
): readonly (TimedFrame & { readonly screen: Screen })[] {
  const pace = paceOf(exercise, at.variant) ?? exercise;
  const frames = framesOf(pace);
  const moments = frames.map((frame, index) => {
    const place = { ...at, frame: index };
    return {
      afterSeconds: frames[index - 1]?.seconds ?? 0,
      route: { name: 'tips:frame', args: place } as const,
      screen: renderFrame(words, place, frame, pace.rounds),
    };
  });
  const end = {
    afterSeconds: frames.at(-1)?.seconds ?? 0,
    route: { name: 'tips:after', args: { exercise: exercise.id } } as const,
    screen: renderAfter(words, exercise),
  };
  return [...moments, end].slice(at.frame);
}
