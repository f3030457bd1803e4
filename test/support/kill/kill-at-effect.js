import { countEffects } from './effects.js';

/**
 * Loaded before the program in a test's child process: after SIGUSR2 it kills itself before the effect with the
 * number KILL_AT, as by kill -9.
 */
process.on('SIGUSR2', () => {
  process.stdout.write('counting\n');
  countEffects(Number(process.env.KILL_AT));
});
