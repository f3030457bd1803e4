import { createHook } from 'node:async_hooks';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * Counts the effects of this process: what it writes to a connection, and what it changes in files. What a kill -9 leaves
 * depends on nothing else: however many awaits lie between two effects, a kill at any of them leaves the same. And
 * effects without an await between them are one. So killing before every effect, and after the last, is killing at
 * every await.
 *
 * Plain JavaScript, since it is also loaded before the program.
 */
const changesAtOnce = [
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
const changesByPromise = ['appendFile', 'link', 'mkdir', 'open', 'rename', 'rm', 'truncate', 'unlink', 'writeFile'];
const changesByHandle = ['appendFile', 'truncate', 'write', 'writeFile', 'writev'];

/** Called before every effect. */
let beforeEffect = () => {};
/** Grows whenever the process goes on behind an await, or is called back. */
let turn = 0;
let turnOfEffect = 0;
// Node says nothing of promises to a hook without `init`.
createHook({ init() {}, before: () => void turn++ }).enable();

/**
 * Puts functions that count in the place of those of an object.
 * @param {(self: unknown, first: unknown) => boolean} isEffect
 */
function count(object, names, isEffect = () => true) {
  for (const name of names) {
    const change = object[name];
    object[name] = function (...args) {
      if (turn !== turnOfEffect && isEffect(this, args[0])) {
        turnOfEffect = turn;
        beforeEffect();
      }
      return change.apply(this, args);
    };
  }
}

const handle = await fs.promises.open(fileURLToPath(import.meta.url));
count(Object.getPrototypeOf(handle), changesByHandle);
await handle.close();
count(fs, changesAtOnce, (_, descriptor) => descriptor !== 1 && descriptor !== 2);
count(fs.promises, changesByPromise);
syncBuiltinESMExports();
count(Socket.prototype, ['write'], (socket) => socket !== process.stdout && socket !== process.stderr);

const die = () => process.kill(process.pid, 'SIGKILL');

/**
 * Counts from now on, and kills this process before the effect with this number, as by kill -9.
 * @param {number | null} number from 0 on; null: it lives
 * @returns {() => number} ends the counting and answers how many there were; with just that number it dies then
 */
export function countEffects(number) {
  let effects = 0;
  turnOfEffect = -1;
  beforeEffect = () => {
    if (effects === number) die();
    effects += 1;
  };
  return () => {
    if (effects === number) die();
    beforeEffect = () => {};
    return effects;
  };
}
