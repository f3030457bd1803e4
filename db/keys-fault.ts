/** Something is wrong with the folder of keys. The words say what to do: they are for the operator, and hold nothing secret. */
export class KeysFault extends Error {}
