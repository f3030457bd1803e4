import { sounds } from './letters.ts';

/** Rows of the keyboards on which people type Russian and Kyrgyz, and English. */
const rows = ['йцукенгшщзх', 'фывапролджэ', 'ячсмитьбю', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const bits = new Int32Array(26);
const numberOf = (letter: string) => letter.charCodeAt(0) - 97;

for (const row of rows) {
  const keys = [...row].map((key) => (/[a-z]/.test(key) ? key : (sounds(key)[0] ?? '')));
  keys.forEach((key, i) => {
    const other = keys[i + 1];
    if (!key || !other) return;
    bits[numberOf(key)] = (bits[numberOf(key)] ?? 0) | (1 << numberOf(other));
    bits[numberOf(other)] = (bits[numberOf(other)] ?? 0) | (1 << numberOf(key));
  });
}

/** Whether a finger slips from one letter to the other, on either keyboard; letters of a reading, from 0. */
export function areNeighbours(a: number, b: number): boolean {
  return ((bits[a] ?? 0) & (1 << b)) !== 0;
}
