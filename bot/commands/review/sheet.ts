import type { Language } from '../../../domain/language.ts';
import type { ReviewedBy } from '../../../locales/review-state.ts';
import type { TextKind } from './text-kind.ts';

export type Path = readonly (string | number)[];

/** A text in one language, and the digest by which a later import knows whether it is still the same. */
export interface Cell {
  readonly text: string;
  readonly digest: string;
}

/** One text side by side; Russian has plural forms that the others lack. */
export interface SheetText {
  /** `locales/menu.first`, `cards/panic-1.lines[0]` */
  readonly id: string;
  readonly path: Path;
  readonly kind: TextKind;
  readonly cells: Readonly<Partial<Record<Language, Cell>>>;
}

/** A file of texts in one language as it lies on the disk. */
export interface SourceFile {
  /** From the root folder: `locales/ru/menu.json` */
  readonly path: string;
  readonly raw: string;
  readonly reviewedBy: ReviewedBy;
  /** Over all its texts. */
  readonly digest: string;
}

/** The files of the same name in the three languages. */
export interface SheetFile {
  /** `locales/menu`, `cards/panic-1`, `exercises/box-breathing` */
  readonly name: string;
  readonly sources: readonly string[];
  readonly evidence: string | null;
  readonly texts: readonly SheetText[];
  readonly languages: Readonly<Partial<Record<Language, SourceFile>>>;
}

export type Sheet = readonly SheetFile[];
