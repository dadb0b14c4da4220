import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies } from "@/db/schema/companies";

/** The partner that the directory calls so, made of its word if nobody has heard of it yet. What staff call it here stays. */
export async function keepDirectoryPartner(
  db: Db,
  row: { readonly directoryId: string; readonly name: string; readonly nameKey: string },
): Promise<{ id: string; isNew: boolean }> {
  const [made] = await db
    .insert(companies)
    .values({ ...row, kind: "partner" })
    .onConflictDoUpdate({ target: companies.directoryId, set: { directoryId: row.directoryId } })
    .returning({ id: companies.id, isNew: sql<boolean>`xmax = 0` });
  if (!made) throw new Error("the partner was not stored");
  return made;
}
