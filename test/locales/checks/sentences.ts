/** Words in each sentence of a text, or part of a list with dots. A value is one word, a hyphen parts none. */
export function sentenceLengths(text: string): { readonly sentence: string; readonly words: number }[] {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\{\{\w+\}\}/g, 'value')
    .split(/(?<=[.!?…])(?=\s|$)|\n| · /)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => ({
      sentence,
      words: (sentence.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu) ?? []).length,
    }));
}

/** The sentences that have more than so many words. */
export function longSentences(text: string, most: number): string[] {
  return sentenceLengths(text)
    .filter(({ words }) => words > most)
    .map(({ sentence, words }) => `${words}: ${sentence}`);
}
