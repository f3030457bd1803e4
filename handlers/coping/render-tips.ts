import type { CopingCard, Situation } from '../../domain/coping-tip.ts';
import type { Whereabouts } from '../../domain/country.ts';
import { isReviewed } from '../../domain/evidence.ts';
import type { Exercise } from '../../domain/exercise.ts';
import { feedbackTags } from '../../domain/small-counter.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import type { Arguments } from '../callback-data.ts';
import { button, footer, inRows } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

type CardPlace = Arguments<'tips:card'>;

/** "What is it today?" */
export function renderSituations(words: Words, situations: readonly Situation[]): Screen {
  const buttons = situations.map((situation) =>
    button(words.plain(`situations.${situation}`), 'tips:card', { situation, index: 0 }),
  );
  return {
    first: words.text('tips.first'),
    body: [words.text(situations.length > 0 ? 'tips.ask' : 'tips.noneYet')],
    keyboard: [
      [button(words.plain('tips.exercisesButton'), 'tips:exercises', {})],
      ...inRows(buttons, 2),
      footer(words),
    ],
  };
}

/** One card: at most four lines, then ways on to an exercise, another card, and people. */
export function renderCard(words: Words, at: CardPlace, { card, count, exercises, place }: CardView): Screen {
  return {
    first: words.text('tips.cardFirst'),
    body: [
      `<b>${escapeHtml(card.title)}</b>`,
      ...card.lines.map((line) => `• ${escapeHtml(line)}`),
      ...(card.notWhen ? [`<i>${escapeHtml(card.notWhen)}</i>`] : []),
      ...reviewNote(words, card),
    ],
    keyboard: [
      ...exercises.map((exercise) => [button(exercise.title, 'tips:exercise', { exercise: exercise.id })]),
      [
        ...(count > 1
          ? [button(words.plain('tips.another'), 'tips:card', { ...at, index: (at.index + 1) % count })]
          : []),
        peopleButton(words, card, place),
      ],
      ...(card.need === 'talk' ? [[button(words.plain('menu.book'), 'book:open', {})]] : []),
      [button(words.plain('tips.feedback'), 'tips:feedback', at), button(words.plain('tips.back'), 'tips:open', {})],
      footer(words),
    ],
  };
}

export interface CardView {
  readonly card: CopingCard;
  /** Cards of the same situation. */
  readonly count: number;
  readonly exercises: readonly Exercise[];
  readonly place: Whereabouts | null;
}

/** No card ends in text alone: whom to turn to, in the person's country once it is known. */
function peopleButton(words: Words, { need }: CopingCard, place: Whereabouts | null): Button {
  const label = words.plain('tips.people');
  return place === null
    ? button(label, 'help:open', {})
    : button(label, 'help:list', { place, need, city: null, filters: [], page: 0 });
}

/** Asks how a card was; only a blurred number is counted. */
export function renderFeedback(words: Words, at: CardPlace): Screen {
  return {
    first: words.text('tips.feedbackFirst'),
    body: [words.text('tips.feedbackExplain')],
    keyboard: [
      ...feedbackTags.map((tag) => [button(words.plain(`tips.tag-${tag}`), 'tips:tag', { ...at, tag })]),
      [button(words.plain('common.back'), 'tips:card', at)],
      footer(words),
    ],
  };
}

/** Said of a text that no native speaker and clinician has read. */
export function reviewNote(words: Words, text: Parameters<typeof isReviewed>[0]): readonly string[] {
  return isReviewed(text) ? [] : ['', `<i>${words.text('tips.unreviewed')}</i>`];
}
