import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { keyOf } from "@/db/queries/companies";
import { companies } from "@/db/schema/companies";

/** The partner that the directory calls so, made of its word if nobody has heard of it yet. What staff call it here stays. */
export async function keepDirectoryPartner(
  db: Db,
  row: { readonly directoryId: string; readonly name: string },
): Promise<{ id: string; isNew: boolean }> {
  const [made] = await db
    .insert(companies)
    .values({ ...row, nameKey: keyOf(row.name), kind: "partner" })
    .onConflictDoUpdate({ target: companies.directoryId, set: { directoryId: row.directoryId } })
    .returning({ id: companies.id, isNew: sql<boolean>`xmax = 0` });
  if (!made) throw new Error("the partner was not stored");
  return made;
}
