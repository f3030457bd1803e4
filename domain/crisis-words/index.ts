/** What typed words may tell: danger for the body, danger from others, an act, a wish, hopelessness. */
export type CrisisLevel = 'body' | 'danger' | 'act' | 'wish' | 'hopeless';

export function crisisLevelOf(_text: string): CrisisLevel | null {
  return null;
}
