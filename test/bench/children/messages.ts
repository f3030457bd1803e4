/** What a process of the bench can be asked; arguments and answers are plain JSON. */
export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  /** What went wrong, when something did. */
  readonly fault?: string;
}
