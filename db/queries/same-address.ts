import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db";
import { sameAddress } from "@/db/schema/merges";
import { customers } from "@/db/schema/people";

/** Notes that two customers have one address, of whom the second one got an account. Noted once for each two. */
export async function insertSameAddress(db: Db, pair: { customerId: string; joinedId: string }): Promise<void> {
  await db.insert(sameAddress).values(pair).onConflictDoNothing();
}

const one = alias(customers, "one");
const joined = alias(customers, "joined");

// Nobody merged or erased either of them since, and nobody said that they are two.
const isOpen: SQL | undefined = and(
  isNull(sameAddress.settledAt),
  isNull(one.mergedInto),
  isNull(joined.mergedInto),
  isNull(one.erasedAt),
  isNull(joined.erasedAt),
);

/** Two customers of one address about whom nobody has decided, the newest first, older than one of them if given. */
export async function listSameAddress(db: Db, { after, atMost }: { after?: string | undefined; atMost: number }) {
  const older = after
    ? sql`(${sameAddress.createdAt}, ${sameAddress.id}) < (select s.created_at, s.id from ${sameAddress} s where s.id = ${after})`
    : undefined;
  return db
    .select({
      id: sameAddress.id,
      number: one.number,
      firstName: one.firstName,
      lastName: one.lastName,
      lastOrderAt: one.lastOrderAt,
      joinedNumber: joined.number,
      joinedFirstName: joined.firstName,
      joinedLastName: joined.lastName,
      email: joined.email,
      createdAt: sameAddress.createdAt,
    })
    .from(sameAddress)
    .innerJoin(one, eq(one.id, sameAddress.customerId))
    .innerJoin(joined, eq(joined.id, sameAddress.joinedId))
    .where(and(isOpen, older))
    .orderBy(desc(sameAddress.createdAt), desc(sameAddress.id))
    .limit(atMost);
}

/** How many there are, counted up to a limit. */
export async function countSameAddress(db: Db, atMost: number): Promise<number> {
  const some = db
    .select({ id: sameAddress.id })
    .from(sameAddress)
    .innerJoin(one, eq(one.id, sameAddress.customerId))
    .innerJoin(joined, eq(joined.id, sameAddress.joinedId))
    .where(isOpen)
    .limit(atMost)
    .as("some");
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** Notes that two customers are two, and answers who they are; null if somebody had said so before, or there is no such question. */
export async function settleSameAddress(db: Db, id: string, staffId: string) {
  const [settled] = await db
    .update(sameAddress)
    .set({ settledAt: sql`now()`, settledBy: staffId })
    .where(and(eq(sameAddress.id, id), isNull(sameAddress.settledAt)))
    .returning({ customerId: sameAddress.customerId, joinedId: sameAddress.joinedId });
  return settled ?? null;
}
