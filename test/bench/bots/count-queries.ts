import { PglitePreparedQuery } from 'drizzle-orm/pglite';
import { PostgresJsPreparedQuery } from 'drizzle-orm/postgres-js';

/** Counts every statement of this process, on either database: all of them end in one of two methods. */
export function countQueries(): () => number {
  let count = 0;
  for (const { prototype } of [PglitePreparedQuery, PostgresJsPreparedQuery]) {
    const { execute } = prototype;
    prototype.execute = function (...args) {
      count += 1;
      return execute.apply(this, args);
    };
  }
  return () => count;
}
