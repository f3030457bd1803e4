/** The numbers, with room for so many more. */
export function grown(numbers: Int32Array, more: number): Int32Array<ArrayBuffer> {
  const roomier = new Int32Array(numbers.length + more);
  roomier.set(numbers);
  return roomier;
}
