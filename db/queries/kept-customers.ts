import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { customerMerges } from "@/db/schema/merges";
import { accounts, customers } from "@/db/schema/people";

/** Everybody who was merged into a customer, and into those, with their accounts: what is erased or told of one is so of all. */
export async function listFamily(db: Db, keptId: string): Promise<{ customerId: string; accountId: string | null }[]> {
  const rows = await db.execute<{ customerId: string; accountId: string | null }>(sql`
    with recursive family(id) as (
      select m.merged_id from ${customerMerges} m where m.kept_id = ${keptId} and m.undone_at is null
      union
      select m.merged_id from family f join ${customerMerges} m on m.kept_id = f.id and m.undone_at is null
    )
    select f.id as "customerId", a.id as "accountId" from family f left join ${accounts} a on a.customer_id = f.id`);
  return [...rows];
}

/** The customer that a number leads to now: the one who bears it, or into whom that one was merged; null if nobody ever had it. */
export async function findKeptByNumber(db: Db, numberKey: string): Promise<{ id: string; number: string } | null> {
  return findKept(db, sql`c.number_key = ${numberKey}`);
}

/** The customer who stands for this one now: the same, or the one they were merged into. */
export async function findKeptById(db: Db, id: string): Promise<{ id: string; number: string } | null> {
  return findKept(db, sql`c.id = ${id}`);
}

async function findKept(db: Db, isMeant: SQL): Promise<{ id: string; number: string } | null> {
  const [found] = await db.execute<{ id: string; number: string }>(sql`
    with recursive heirs(id, number, merged_into) as (
      select c.id, c.number, c.merged_into from ${customers} c where ${isMeant}
      union
      select c.id, c.number, c.merged_into from heirs h join ${customers} c on c.id = h.merged_into
    )
    select id, number from heirs where merged_into is null`);
  return found ?? null;
}
