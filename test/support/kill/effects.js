import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/**
 * Counts the effects of this process: what it writes to a connection, and what it changes in files. What a kill -9 leaves
 * depends on nothing else: however many awaits lie between two effects, a kill at any of them leaves the same.
 * So killing before every effect, and after the last, is killing at every await.
 *
 * Plain JavaScript, since it is also loaded before the program.
 */
const changesOfFiles = [
  'appendFileSync',
  'ftruncateSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'symlinkSync',
  'truncateSync',
  'unlinkSync',
  'utimesSync',
  'writeFileSync',
  'writeSync',
  'writevSync',
];

/** Called before every effect. */
let beforeEffect = () => {};

/** @param {number} descriptor of a file */
const isOutput = (descriptor) => descriptor === 1 || descriptor === 2;

for (const name of changesOfFiles) {
  const change = fs[name];
  fs[name] = (...args) => {
    if (!isOutput(args[0])) beforeEffect();
    return change(...args);
  };
}
syncBuiltinESMExports();

const write = Socket.prototype.write;
Socket.prototype.write = function (...args) {
  if (this !== process.stdout && this !== process.stderr) beforeEffect();
  return write.apply(this, args);
};

const die = () => process.kill(process.pid, 'SIGKILL');

/**
 * Counts from now on, and kills this process before the effect with this number, as by kill -9.
 * @param {number | null} number from 0 on; null: it lives
 * @returns {() => number} ends the counting and answers how many there were; with just that number it dies then
 */
export function countEffects(number) {
  let count = 0;
  beforeEffect = () => {
    if (count === number) die();
    count += 1;
  };
  return () => {
    if (count === number) die();
    beforeEffect = () => {};
    return count;
  };
}
