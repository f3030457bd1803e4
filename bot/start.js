// What `npm start` runs. Plain JavaScript, since it comes before everything that could read TypeScript.
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { compiledProgram } from './compiled-program.js';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

// Node 20 hands the embedded database to V8's optimising compiler so early that its threads hold up the start
// by half a second on two cores. This is the budget of V8's later versions.
setFlagsFromString('--wasm-tiering-budget=13000000');

// npm writes this list whenever it changes a library.
const libraries = path('../node_modules/.package-lock.json');

// Where nothing can be kept the modules are translated one by one at each start: slower, and otherwise the same.
const compiled = await compiledProgram(path('./main.ts'), path('../node_modules/.cache/zont'), [libraries]).catch(
  () => null,
);
if (compiled === null) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import(compiled ?? './main.ts');
