const segmenter = new Intl.Segmenter('ru', { granularity: 'grapheme' });

/** Characters as a person counts them: an emoji with its variation is one. */
export function countCharacters(text: string): number {
  return [...segmenter.segment(text)].length;
}
