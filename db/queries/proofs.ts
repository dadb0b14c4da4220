import { and, eq, gt, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { proofs } from "@/db/schema/proofs";

/** Whom a proof is about: exactly one of them. */
export type ProofSubject =
  | { readonly pendingId: string }
  | { readonly accountId: string }
  | { readonly customerId: string }
  | { readonly staffId: string }
  | { readonly invitationId: string };

/** A proof as the table keeps it. */
export type ProofRow = typeof proofs.$inferSelect;

type NewProof = Partial<Record<"pendingId" | "accountId" | "customerId" | "staffId" | "invitationId", string>> & {
  id: string;
  purpose: string;
  email: string | null;
  emailKey: string | null;
  tokenHash: string;
  codeHash: string | null;
  browserHash: string | null;
  data: Record<string, string>;
  linkSeconds: number;
  codeSeconds: number | null;
};

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;
const isLive = () => and(isNull(proofs.usedAt), isNull(proofs.supersededAt), gt(proofs.expiresAt, sql`now()`));

/** Adds a proof that ends `linkSeconds` from now; its code, if it has one, sooner. */
export async function insertProof(db: Db, { linkSeconds, codeSeconds, ...row }: NewProof): Promise<void> {
  await db.insert(proofs).values({
    ...row,
    expiresAt: inSeconds(linkSeconds),
    codeExpiresAt: codeSeconds === null ? null : inSeconds(codeSeconds),
  });
}

/** Makes everybody else who locks the same attempt – issues a proof of it, or begins it anew – wait until this transaction ends. */
export async function lockAttempt(db: Db, attempt: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`proof:${attempt}`}, 0))`);
}

/**
 * Ends what the same attempt was given before. An attempt is a browser; where no browser is known, the subject. Attempts of other
 * browsers live on: a stranger's request must never kill the owner's (T-C9).
 */
export async function supersedeProofs(
  db: Db,
  purpose: string,
  attempt: { readonly browserHash: string } | ProofSubject,
): Promise<void> {
  const same =
    "browserHash" in attempt ? eq(proofs.browserHash, attempt.browserHash) : and(isNull(proofs.browserHash), isAbout(attempt));
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.purpose, purpose), same, isNull(proofs.usedAt), isNull(proofs.supersededAt)));
}

/** Ends every live proof of one purpose and subject, whichever browser asked for it. */
export async function endProofsOf(db: Db, purpose: string, subject: ProofSubject): Promise<void> {
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.purpose, purpose), isAbout(subject), isNull(proofs.usedAt), isNull(proofs.supersededAt)));
}

/** Ends every proof there is that still lives, and answers how many. */
export async function endEveryProof(db: Db): Promise<number> {
  const ended = await db.update(proofs).set({ supersededAt: sql`now()` }).where(isLive()).returning({ id: proofs.id });
  return ended.length;
}

/** The live proof of a token hash, or null: unknown, used, superseded and expired are all the same. */
export async function findLiveProof(db: Db, purpose: string, tokenHash: string) {
  const [found] = await db
    .select()
    .from(proofs)
    .where(and(eq(proofs.purpose, purpose), eq(proofs.tokenHash, tokenHash), isLive()));
  return found ?? null;
}

/** What this browser was last given for a purpose, while it lives; or null. */
export async function findLiveProofOfBrowser(db: Db, purpose: string, browserHash: string): Promise<ProofRow | null> {
  const [found] = await db
    .select()
    .from(proofs)
    .where(and(eq(proofs.purpose, purpose), eq(proofs.browserHash, browserHash), isLive()));
  return found ?? null;
}

/** Spends a live proof and says whether it was there; of parallel calls exactly one gets it. */
export async function spendLiveProof(db: Db, purpose: string, id: string): Promise<boolean> {
  const taken = await db
    .update(proofs)
    .set({ usedAt: sql`now()` })
    .where(and(eq(proofs.purpose, purpose), eq(proofs.id, id), isLive()))
    .returning({ id: proofs.id });
  return taken.length > 0;
}

/**
 * Counts one try at the code that this browser was given and answers the proof, or null when there is none, it ended, or all tries are
 * used up. One statement, so that parallel tries share the count (T-C2).
 */
export async function countCodeTry(db: Db, purpose: string, browserHash: string, triesAtMost: number) {
  const [counted] = await db
    .update(proofs)
    .set({ codeTries: sql`${proofs.codeTries} + 1` })
    .where(
      and(
        eq(proofs.purpose, purpose),
        eq(proofs.browserHash, browserHash),
        isNotNull(proofs.codeHash),
        gt(proofs.codeExpiresAt, sql`now()`),
        lt(proofs.codeTries, triesAtMost),
        isLive(),
      ),
    )
    .returning();
  return counted ?? null;
}

/** Counts one try at the code that is an account's first password, and answers its proof; as {@link countCodeTry} does for a browser. */
export async function countFirstPasswordTry(db: Db, accountId: string, triesAtMost: number) {
  const [counted] = await db
    .update(proofs)
    .set({ codeTries: sql`${proofs.codeTries} + 1` })
    .where(
      and(
        eq(proofs.purpose, "first-password"),
        eq(proofs.accountId, accountId),
        isNotNull(proofs.codeHash),
        lt(proofs.codeTries, triesAtMost),
        isLive(),
      ),
    )
    .returning();
  return counted ?? null;
}

/**
 * Lets the code of a registration's proof count as the first password of the account it has made, from now on and for so long. Its hash is
 * bound to that proof, so the new row says which it was.
 */
export async function insertFirstPasswordCode(
  db: Db,
  { proofId, accountId, lastsSeconds }: { proofId: string; accountId: string; lastsSeconds: number },
): Promise<void> {
  const ends = inSeconds(lastsSeconds);
  await db.execute(sql`
    insert into ${proofs} (purpose, account_id, email, email_key, code_hash, data, expires_at)
    select 'first-password', ${accountId}, p.email, p.email_key, p.code_hash, jsonb_build_object('codeOf', p.id::text), ${ends}
    from ${proofs} p where p.id = ${proofId} and p.code_hash is not null`);
}

/** The live proof that one of these hashes belongs to, or null. */
export async function findLiveProofOf(db: Db, purpose: string, tokenHashes: readonly string[]): Promise<ProofRow | null> {
  const [found] = await db
    .select()
    .from(proofs)
    .where(and(eq(proofs.purpose, purpose), inArray(proofs.tokenHash, [...tokenHashes]), isLive()));
  return found ?? null;
}

function isAbout(subject: ProofSubject): SQL {
  if ("pendingId" in subject) return eq(proofs.pendingId, subject.pendingId);
  if ("accountId" in subject) return eq(proofs.accountId, subject.accountId);
  if ("customerId" in subject) return eq(proofs.customerId, subject.customerId);
  if ("invitationId" in subject) return eq(proofs.invitationId, subject.invitationId);
  return eq(proofs.staffId, subject.staffId);
}
