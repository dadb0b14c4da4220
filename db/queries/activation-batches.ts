import { and, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { NUMBER_KEY } from "@/db/queries/imports";
import { importErrors, importKeys } from "@/db/schema/imports";
import { activationBatchCustomers as batchCustomers, activationBatches as batches, customers, staff } from "@/db/schema/people";

/** A sending to many as staff see it, with how far it has come. */
export type ActivationBatch = Awaited<ReturnType<typeof listActivationBatches>>[number];

/** Adds a sending without customers and answers its id. */
export async function insertActivationBatch(db: Db, staffId: string): Promise<string> {
  const [made] = await db.insert(batches).values({ staffId, total: 0 }).returning({ id: batches.id });
  if (!made) throw new Error("the sending was not stored");
  return made.id;
}

/** Takes back a sending that turned out to have nobody. */
export async function deleteActivationBatch(db: Db, batchId: string): Promise<void> {
  await db.delete(batches).where(eq(batches.id, batchId));
}

/** Who has neither an account nor ended; the rest is decided for each one when the mail is due. */
const isInvitable = and(
  inArray(customers.standing, ["guest", "pending"]),
  isNull(customers.mergedInto),
  isNull(customers.erasedAt),
);

/** Adds customers of these ids to a sending: each once, however often they are named. */
export async function addCustomersToBatch(db: Db, batchId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await addWhere(db, batchId, sql`${and(inArray(customers.id, [...ids]), isInvitable)}`);
}

/** Adds all customers of one standing, or of both that can be invited. */
export async function addStandingToBatch(db: Db, batchId: string, standing: "guest" | "pending" | null): Promise<void> {
  await addWhere(db, batchId, sql`${and(standing === null ? undefined : eq(customers.standing, standing), isInvitable)}`);
}

// A file's customers by the numbers of its rows, without those whose row was refused.
const isOfImport = (importId: string) => sql`${customers.numberKey} in (
  select substr(k.key, length(${NUMBER_KEY}) + 1) from ${importKeys} k
  where k.import_id = ${importId}::uuid and starts_with(k.key, ${NUMBER_KEY})
    and not exists (select from ${importErrors} e where e.import_id = k.import_id and e.line = k.line))`;

// Nobody who waits for an activation, or in a sending that goes on, gets a second one by a file.
const isUninvited = and(
  eq(customers.standing, "guest"),
  isNotNull(customers.emailKey),
  isInvitable,
  sql`not exists (select from ${batchCustomers} w join ${batches} b on b.id = w.batch_id
    where w.customer_id = customers.id and w.outcome is null and b.stopped_at is null)`,
);

/** Adds the customers of an import who have an address and neither an account nor an activation that waits. */
export async function addImportedToBatch(db: Db, batchId: string, importId: string): Promise<void> {
  await addWhere(db, batchId, sql`${and(isUninvited, isOfImport(importId))}`);
}

/** How many there are of them. */
export const countInvitableOfImport = (db: Db, importId: string): Promise<number> =>
  db.$count(customers, and(isUninvited, isOfImport(importId)));

async function addWhere(db: Db, batchId: string, where: ReturnType<typeof sql>): Promise<void> {
  await db.execute(sql`
    insert into ${batchCustomers} (batch_id, customer_id) select ${batchId}::uuid, ${customers.id} from ${customers} where ${where}
    on conflict do nothing`);
}

/** Writes down how many customers a sending has, and answers it. */
export async function countBatch(db: Db, batchId: string): Promise<number> {
  const [counted] = await db
    .update(batches)
    .set({ total: sql`(select count(*) from ${batchCustomers} c where c.batch_id = ${batchId}::uuid)` })
    .where(eq(batches.id, batchId))
    .returning({ total: batches.total });
  return counted?.total ?? 0;
}

/**
 * Takes the next turn of a sending, if it is due, goes on and nobody else has taken it, and says who sends; the turn after it is due in so
 * many seconds. So any number of processes keep to one rate.
 */
export async function takeBatchTurn(db: Db, batchId: string, nextInSeconds: number): Promise<{ staffId: string } | null> {
  const [taken] = await db
    .update(batches)
    .set({ nextAt: sql`now() + make_interval(secs => ${nextInSeconds})` })
    .where(and(eq(batches.id, batchId), isNull(batches.finishedAt), isNull(batches.stoppedAt), sql`${batches.nextAt} <= now()`))
    .returning({ staffId: batches.staffId });
  return taken ?? null;
}

/** The next customer who waits, held until the transaction ends; null when none is left, or the sending was stopped. */
export async function lockNextOfBatch(db: Db, batchId: string): Promise<string | null> {
  const [next] = await db.execute<{ id: string }>(sql`
    select c.customer_id as id from ${batchCustomers} c
    where c.batch_id = ${batchId}::uuid and c.outcome is null
      and exists (select from ${batches} b where b.id = c.batch_id and b.stopped_at is null)
    order by c.customer_id limit 1 for update of c skip locked`);
  return next?.id ?? null;
}

/** Notes what became of one customer of a sending. */
export async function noteOutcome(db: Db, batchId: string, customerId: string, outcome: string): Promise<void> {
  await db
    .update(batchCustomers)
    .set({ outcome, doneAt: sql`now()` })
    .where(and(eq(batchCustomers.batchId, batchId), eq(batchCustomers.customerId, customerId)));
}

/** Closes a sending whose customers are all done, and says whether it is closed now. */
export async function finishBatch(db: Db, batchId: string): Promise<boolean> {
  const waiting = sql`select from ${batchCustomers} c where c.batch_id = ${batchId}::uuid and c.outcome is null`;
  const done = await db
    .update(batches)
    .set({ finishedAt: sql`coalesce(${batches.finishedAt}, now())` })
    .where(and(eq(batches.id, batchId), sql`not exists (${waiting})`))
    .returning({ id: batches.id });
  return done.length > 0;
}

/** Stops a sending that still goes on, and says whether it did. */
export async function stopBatch(db: Db, batchId: string, staffId: string): Promise<boolean> {
  const stopped = await db
    .update(batches)
    .set({ stoppedAt: sql`now()`, stoppedBy: staffId })
    .where(and(eq(batches.id, batchId), isNull(batches.finishedAt), isNull(batches.stoppedAt)))
    .returning({ id: batches.id });
  return stopped.length > 0;
}

/** The ids of sendings that go on and whose turn is long due: a process died with it in hand. */
export async function listStrandedBatches(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: batches.id })
    .from(batches)
    .where(and(isNull(batches.finishedAt), isNull(batches.stoppedAt), sql`${batches.nextAt} < now() - interval '1 minute'`));
  return rows.map(({ id }) => id);
}

const countOf = (outcome: string) =>
  sql<number>`(select count(*)::int from ${batchCustomers} c where c.batch_id = ${batches.id} and ${sql.raw(outcome)})`;

/** The newest sendings of a week. */
export async function listActivationBatches(db: Db, atMost: number) {
  return db
    .select({
      id: batches.id,
      by: staff.name,
      total: batches.total,
      createdAt: batches.createdAt,
      finishedAt: batches.finishedAt,
      stoppedAt: batches.stoppedAt,
      sent: countOf("c.outcome = 'ok'"),
      waiting: countOf("c.outcome is null"),
    })
    .from(batches)
    .innerJoin(staff, eq(staff.id, batches.staffId))
    .where(sql`${batches.createdAt} > now() - interval '7 days'`)
    .orderBy(desc(batches.createdAt), batches.id)
    .limit(atMost);
}
