import { customType } from 'drizzle-orm/pg-core';

/** A byte string. The two drivers give different types; the program always sees a Buffer. */
export const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => value,
  fromDriver: (value) => Buffer.from(value),
});
