// What `npm start` runs. Plain JavaScript, since it comes before everything that could read TypeScript.
import { fileURLToPath } from 'node:url';
import { compiledProgram } from './compiled-program.js';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

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
