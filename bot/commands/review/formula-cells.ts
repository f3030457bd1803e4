/** What a spreadsheet would take for a formula, and what was shielded before: the way back must be exact. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

/** Shields a cell from being run as a formula by a leading apostrophe. */
export const shield = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

/** Takes the apostrophe of `shield` away again. */
export const unshield = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);
