import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, activations, customers, staff } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";

/** A customer whom an account is being made for. */
export type PendingCustomer = NonNullable<Awaited<ReturnType<typeof findPendingCustomer>>>;

const pendingCustomer = {
  id: customers.id,
  number: customers.number,
  firstName: customers.firstName,
  lastName: customers.lastName,
  email: customers.email,
  emailKey: customers.emailKey,
  phone: customers.phone,
  fields: customers.fields,
  copiedAt: activations.copiedAt,
};

const isPending = (customerId: string): SQL | undefined =>
  and(
    eq(customers.id, customerId),
    isNull(customers.mergedInto),
    isNull(customers.erasedAt),
    sql`not exists (select from ${accounts} a where a.customer_id = ${customers.id})`,
  );

/** The customer of an activation that nobody has completed or withdrawn yet; null where there is an account, or nobody any more. */
export async function findPendingCustomer(db: Db, customerId: string) {
  const [found] = await db
    .select(pendingCustomer)
    .from(customers)
    .innerJoin(activations, eq(activations.customerId, customers.id))
    .where(isPending(customerId));
  return found ?? null;
}

/** The same, while nobody else can change that until this transaction ends. */
export async function lockPendingCustomer(db: Db, customerId: string): Promise<PendingCustomer | null> {
  await lockCustomer(db, customerId);
  // Only now: what somebody did while we waited for the row must be seen.
  return findPendingCustomer(db, customerId);
}

/** Holds a customer's row until this transaction ends. */
export async function lockCustomer(db: Db, customerId: string): Promise<void> {
  await db.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId)).for("update");
}

/** A customer's activation as staff see it, with the names of who sent and who copied; or null. */
export async function findActivation(db: Db, customerId: string) {
  const [found] = await db
    .select({
      email: activations.email,
      sentAt: activations.sentAt,
      expiresAt: activations.expiresAt,
      isExpired: sql<boolean>`${activations.expiresAt} <= now()`,
      copiedAt: activations.copiedAt,
      sentBy: staff.name,
      isSenderActive: sql<boolean>`${staff.deactivatedAt} is null`,
    })
    .from(activations)
    .innerJoin(staff, eq(staff.id, activations.staffId))
    .where(eq(activations.customerId, customerId));
  return found ?? null;
}

type Sent = { customerId: string; staffId: string; email: string; lastsSeconds: number };

/** Notes that an activation was mailed, and makes the account a pending one. */
export async function upsertActivation(db: Db, { lastsSeconds, ...row }: Sent): Promise<void> {
  const instants = { sentAt: sql`now()`, expiresAt: sql`now() + make_interval(secs => ${lastsSeconds})` };
  const { customerId, ...changed } = { ...row, ...instants };
  await db
    .insert(activations)
    .values({ customerId, ...changed })
    .onConflictDoUpdate({ target: activations.customerId, set: changed });
}

/** Notes that a link was copied; where nothing was mailed before, the account becomes a pending one. */
export async function noteCopiedLink(db: Db, { lastsSeconds, ...row }: Omit<Sent, "email">): Promise<void> {
  const copied = { copiedAt: sql`now()`, copiedBy: row.staffId };
  const expiresAt = sql`now() + make_interval(secs => ${lastsSeconds})`;
  await db
    .insert(activations)
    .values({ ...row, ...copied, email: "", expiresAt })
    .onConflictDoUpdate({ target: activations.customerId, set: copied });
}

/** Ends the links of one kind to a customer's activation that still live. */
export async function endActivationLinks(db: Db, customerId: string, kind: "mailed" | "copied"): Promise<void> {
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(
      and(isLinkTo(customerId), isNull(proofs.usedAt), isNull(proofs.supersededAt), sql`${proofs.data} ->> 'kind' = ${kind}`),
    );
}

/**
 * Removes an activation, completed or withdrawn, with all its links and codes, and answers whether there was one. What was typed for it
 * is forgotten.
 */
export async function deleteActivation(db: Db, customerId: string): Promise<boolean> {
  await db
    .update(proofs)
    .set({ data: {}, supersededAt: sql`coalesce(${proofs.supersededAt}, now())` })
    .where(isLinkTo(customerId));
  const gone = await db
    .delete(activations)
    .where(eq(activations.customerId, customerId))
    .returning({ id: activations.customerId });
  return gone.length > 0;
}

const isLinkTo = (customerId: string): SQL | undefined =>
  and(eq(proofs.purpose, "activation"), eq(proofs.customerId, customerId));
