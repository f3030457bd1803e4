import { writeSync } from 'node:fs';
import { countEffects } from './effects.js';

/** Where a program dies: at the operation of this name, before its effect with this number, from 0 on. */
export interface Death {
  readonly at: string;
  readonly before: number;
}

/** A line for the test that runs this program; it is out before anything else happens. */
export const say = (line: string) => writeSync(1, `${line}\n`);

/**
 * Runs an operation and says when it begins and when it is done; the last word of "did" is how many effects it had.
 * What stands between the two may have happened or not when the program dies there.
 * @param result what else "did" says
 */
export async function watched<T>(
  name: string,
  dies: Death | null,
  operation: () => Promise<T>,
  result: (value: T) => string = () => '',
): Promise<T> {
  say(`begins ${name}`);
  const stop = countEffects(dies?.at === name ? dies.before : null);
  const value = await operation();
  const count = stop();
  say(`did ${name} ${result(value)} ${count}`);
  return value;
}

/**
 * Every place where a program can die.
 * @param lines what it said when it lived
 * @param atMost so many of them, spread over all
 */
export function deathsIn(lines: readonly string[], atMost: number): readonly Death[] {
  const every = lines
    .filter((line) => line.startsWith('did '))
    .flatMap((line) => {
      const [, at = ''] = line.split(' ');
      // One more: it dies when all is done and nothing said.
      return Array.from({ length: Number(line.split(' ').at(-1)) + 1 }, (_, before) => ({ at, before }));
    });
  if (every.length <= atMost) return every;
  return Array.from({ length: atMost }, (_, i) => every[Math.floor(((i + 0.5) * every.length) / atMost)] as Death);
}
