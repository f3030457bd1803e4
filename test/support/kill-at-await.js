import { createHook } from 'node:async_hooks';

/**
 * Loaded before the program in a test's child process: after SIGUSR2 it counts every continuation
 * of a promise, and at the one given by KILL_AT the process kills itself, as by kill -9. A further
 * signal prints how many there were.
 */
const killAt = Number(process.env.KILL_AT ?? Infinity);
let isCounting = false;
let count = 0;

createHook({
  init() {},
  before() {
    if (!isCounting) return;
    count += 1;
    if (count >= killAt) process.kill(process.pid, 'SIGKILL');
  },
}).enable();

process.on('SIGUSR2', () => {
  process.stdout.write(isCounting ? `counted ${count}\n` : 'counting\n');
  isCounting = true;
});
