// What `npm start` runs. Plain JavaScript, since it comes before tsx.
//
// Once tsx is there, every import makes a detour of about 3 ms through its thread (Node 20), and the libraries have some
// 250 modules. So the large ones are loaded first; one that is missing in this list only makes the start slower.
import '@electric-sql/pglite';
import '@hono/node-server';
import 'drizzle-orm';
import 'drizzle-orm/pg-core';
import 'drizzle-orm/pglite';
import 'drizzle-orm/pglite/migrator';
import 'hono';
import 'hono/body-limit';
import 'i18next';
import 'temporal-polyfill';
import { register } from 'tsx/esm/api';
import 'zod';

register();
await import('./main.ts');
