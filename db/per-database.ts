import type { Db } from "@/db";

/**
 * Builds something once per pool, such as a prepared query: putting a statement together costs four times what asking it does. Within a
 * transaction it is built anew, since it belongs to that transaction's connection.
 */
export function perDatabase<T>(build: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, T>();
  return (db) => {
    const known = made.get(db);
    if (known) return known;
    const fresh = build(db);
    made.set(db, fresh);
    return fresh;
  };
}
