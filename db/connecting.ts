/**
 * How every client of a PostgreSQL server connects: `connect_timeout` and `backoff` in seconds.
 * A person waits for the answer, so a server that is away or back again is to be noticed soon. By
 * itself postgres.js would wait longer after each try, up to 20 s.
 */
export const connecting = { connect_timeout: 5, backoff: () => 0.25, onnotice: () => {} };
