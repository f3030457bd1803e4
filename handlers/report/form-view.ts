import type { ReportDraft } from '../../domain/incident-report/draft.ts';
import { recipientOf } from '../../domain/incident-report/draft.ts';
import { type FormPlace, type FormState, placeAfter } from '../../domain/incident-report/form.ts';
import type { ReportReader } from '../../domain/report-desk.ts';
import type { TextKey, TextValues, Words } from '../../locales/index.ts';
import { policeWord } from '../contact-lines.ts';
import type { Button } from '../screen.ts';

/** An organisation that can be chosen, with the name that people read. */
export interface NamedReader extends ReportReader {
  readonly name: string;
}

/** What a screen of the form is made of. */
export interface FormView {
  readonly words: Words;
  readonly state: FormState;
  /** Who may be chosen; empty while no country is known. */
  readonly readers: readonly NamedReader[];
  /** Callback data of a button that leads on with these answers. */
  go(draft: ReportDraft, place: FormPlace, aside?: FormState['aside']): string;
  /** Callback data of the button that confirms. */
  send(): string;
}

/** One step of the form: what it asks, and the buttons that answer. "Back" and the footer come with every step. */
export interface StepParts {
  readonly body: readonly string[];
  readonly rows: readonly (readonly Button[])[];
}

/** The police as people call them where it happened. */
export const policeIn = ({ state }: FormView): TextValues => policeWord(state.draft.country);

/** Who may read by the answers so far; undefined: nobody. */
export const chosenReader = ({ state, readers }: FormView): NamedReader | undefined =>
  recipientOf(state.draft.recipientTag, readers);

/** A button that gives the step's answer and leads on. */
export const answer = (view: FormView, label: string, draft: ReportDraft): Button => ({
  label,
  data: view.go(draft, placeAfter(draft, view.state.place)),
});

/** A button that changes an answer and leaves the step where it is. */
export const stay = (view: FormView, label: string, draft: ReportDraft, aside?: FormState['aside']): Button => ({
  label,
  data: view.go(draft, view.state.place, aside),
});

/** A button that leads to another step with the answers as they are. */
export const lead = (view: FormView, label: string, place: Partial<FormPlace>): Button => ({
  label,
  data: view.go(view.state.draft, { ...view.state.place, ...place }),
});

/** The label of something that may be chosen, with a mark when it is. */
export const marked = (label: string, isChosen: boolean): string => (isChosen ? `✅ ${label}` : label);

/** What fits beside another button on a small phone, without the mark. */
const shortLabel = 16;

/** Buttons in rows: two short ones side by side, whether they are marked or not. */
export function packed(buttons: readonly (Button & { readonly plainLabel: string })[]): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  let hasRoom = false;
  for (const { plainLabel, ...button } of buttons) {
    const isShort = [...plainLabel].length <= shortLabel;
    if (hasRoom && isShort) rows.at(-1)?.push(button);
    else rows.push([button]);
    hasRoom = isShort && !(hasRoom && isShort);
  }
  return rows;
}

/** The words of a code of the vocabulary. */
export const codeName = (view: FormView, code: string): string =>
  view.words.plain(`incident.${code}` as TextKey, policeIn(view));
