import { and, asc, eq, gt, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { pendingRegistrations as pendings } from "@/db/schema/proofs";

/** What waits for staff: proven, not decided, not replaced by a newer one of the same address, and not lapsed. */
const isHeld = () =>
  and(isNotNull(pendings.provenAt), isNull(pendings.decidedAt), isNull(pendings.discardedAt), gt(pendings.expiresAt, sql`now()`));

type Held = {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly passwordHash: string | null;
  readonly lastsSeconds: number;
};

/** Lets a registration whose mailbox was proven wait for staff; the browser that began it is free for another one. */
export async function holdPending(db: Db, id: string, { lastsSeconds, answers, ...person }: Held): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${lastsSeconds})`;
  const held = { ...person, answers: { ...answers }, provenAt: sql`now()`, browserHash: null, expiresAt };
  await db.update(pendings).set(held).where(eq(pendings.id, id));
}

type New = Held & { readonly email: string; readonly language: string; readonly supportCode: string };

/** Puts down somebody who came by a provider and waits for staff; answers the id. */
export async function insertHeld(db: Db, { lastsSeconds, answers, email, ...row }: New): Promise<string> {
  const expiresAt = sql`now() + make_interval(secs => ${lastsSeconds})`;
  const [made] = await db
    .insert(pendings)
    .values({
      ...row,
      answers: { ...answers },
      flow: "sso",
      door: "sso",
      email,
      emailKey: email,
      provenAt: sql`now()`,
      expiresAt,
    })
    .returning({ id: pendings.id });
  if (!made) throw new Error("the request was not stored");
  return made.id;
}

/** Ends what else waits under an address: the newest proof counts. Their passwords are erased. */
export async function discardOtherHeld(db: Db, emailKey: string, exceptId: string): Promise<void> {
  await db
    .update(pendings)
    .set({ discardedAt: sql`now()`, passwordHash: null })
    .where(and(isHeld(), eq(pendings.emailKey, emailKey), ne(pendings.id, exceptId)));
}

const selectHeld = (db: Db, id: string) =>
  db
    .select()
    .from(pendings)
    .where(and(eq(pendings.id, id), isHeld()));

/** One that waits, or null. */
export async function findHeld(db: Db, id: string) {
  const [found] = await selectHeld(db, id);
  return found ?? null;
}

/** The same; nobody else decides about it until the transaction ends. */
export async function lockHeld(db: Db, id: string) {
  const [found] = await selectHeld(db, id).for("update");
  return found ?? null;
}

/** What waits, oldest first. No password is among it. */
export function listHeld(db: Db, atMost: number) {
  return db
    .select({
      id: pendings.id,
      email: pendings.email,
      firstName: pendings.firstName,
      lastName: pendings.lastName,
      door: pendings.door,
      answers: pendings.answers,
      provenAt: pendings.provenAt,
      supportCode: pendings.supportCode,
    })
    .from(pendings)
    .where(isHeld())
    .orderBy(asc(pendings.provenAt), asc(pendings.id))
    .limit(atMost);
}

/** How many wait. */
export async function countHeld(db: Db): Promise<number> {
  const [found] = await db.select({ n: sql<number>`count(*)::int` }).from(pendings).where(isHeld());
  return found?.n ?? 0;
}

type Decision = { readonly decision: "approved" | "refused"; readonly staffId: string; readonly reason: string | null };

/** Writes down what was decided. The password is erased here; a month later the record is. */
export async function decideHeld(db: Db, id: string, { decision, staffId, reason }: Decision): Promise<void> {
  const now = sql`now()`;
  const decided = { decision, decidedAt: now, decidedBy: staffId, refusalReason: reason, passwordHash: null, expiresAt: now };
  await db
    .update(pendings)
    .set({ ...decided, ...(decision === "approved" ? { completedAt: now } : {}) })
    .where(eq(pendings.id, id));
}
