import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "@/db";
import { consents } from "@/db/schema/consents";
import { sessions } from "@/db/schema/sessions";

type NewConsent = {
  readonly accountId: string;
  readonly kind: string;
  readonly version: number;
  readonly revision: number;
  readonly language: string;
  readonly door: string;
  readonly address: string;
  /** When the box was ticked. */
  readonly acceptedAt: Date;
};

/** Notes what an account accepted; what it had accepted before in this version stays as it was noted then. */
export async function insertConsents(db: Db, given: readonly NewConsent[]): Promise<void> {
  if (given.length > 0)
    await db
      .insert(consents)
      .values([...given])
      .onConflictDoNothing();
}

/** The highest version of each kind that an account has accepted. */
export async function listAcceptedVersions(db: Db, accountId: string): Promise<{ kind: string; version: number }[]> {
  return db
    .selectDistinctOn([consents.kind], { kind: consents.kind, version: consents.version })
    .from(consents)
    .where(eq(consents.accountId, accountId))
    .orderBy(consents.kind, desc(consents.version));
}

/** All that an account has accepted, oldest first. */
export function listConsents(db: Db, accountId: string) {
  return db
    .select({
      kind: consents.kind,
      version: consents.version,
      revision: consents.revision,
      language: consents.language,
      door: consents.door,
      address: consents.address,
      acceptedAt: consents.acceptedAt,
    })
    .from(consents)
    .where(eq(consents.accountId, accountId))
    .orderBy(asc(consents.acceptedAt), asc(consents.kind));
}

/** Lets the sessions of an account open what they open again. */
export async function stopAskingConsent(db: Db, accountId: string): Promise<void> {
  await db.update(sessions).set({ asksConsent: false }).where(eq(sessions.accountId, accountId));
}
