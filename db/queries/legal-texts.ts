import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { legalTexts } from "@/db/schema/consents";
import { staff } from "@/db/schema/people";

/** What a customer accepts. */
export const legalKinds = ["terms", "privacy"] as const;

/** One of them. */
export type LegalKind = (typeof legalKinds)[number];

/** Which edition of a text counts now, and the languages that it is in. */
export type LegalEdition = {
  readonly kind: LegalKind;
  readonly version: number;
  readonly revision: number;
  readonly languages: readonly string[];
};

/** The newest edition of each kind, unless that one withdrew it. */
export async function listLegalEditions(db: Db): Promise<LegalEdition[]> {
  const found = await Promise.all(legalKinds.map(async (kind) => ({ kind, newest: await findNewestLegal(db, kind) })));
  return found.flatMap(({ kind, newest }) => {
    const languages = Object.keys(newest?.texts ?? {});
    return newest && languages.length > 0 ? [{ kind, version: newest.version, revision: newest.revision, languages }] : [];
  });
}

/** The newest edition of a kind with its texts, which are none if it was withdrawn; null if there never was one. */
export async function findNewestLegal(db: Db, kind: LegalKind) {
  const [found] = await db
    .select()
    .from(legalTexts)
    .where(eq(legalTexts.kind, kind))
    .orderBy(desc(legalTexts.version), desc(legalTexts.revision))
    .limit(1);
  return found ?? null;
}

/** Every edition of a kind, newest first, without its texts. */
export function listLegalHistory(db: Db, kind: LegalKind) {
  return db
    .select({
      id: legalTexts.id,
      version: legalTexts.version,
      revision: legalTexts.revision,
      publishedAt: legalTexts.publishedAt,
      by: staff.name,
      isWithdrawal: sql<boolean>`${legalTexts.texts} = '{}'::jsonb`,
    })
    .from(legalTexts)
    .leftJoin(staff, eq(staff.id, legalTexts.staffId))
    .where(eq(legalTexts.kind, kind))
    .orderBy(desc(legalTexts.version), desc(legalTexts.revision));
}

/** One edition with its texts, or null. */
export async function findLegalEdition(db: Db, id: string) {
  const [found] = await db.select().from(legalTexts).where(eq(legalTexts.id, id));
  return found ?? null;
}

type NewEdition = {
  readonly kind: LegalKind;
  readonly version: number;
  readonly revision: number;
  readonly texts: Readonly<Record<string, string>>;
  readonly staffId: string;
};

/** Adds an edition; false if there is one of this version and revision. */
export async function insertLegalEdition(db: Db, { texts, ...edition }: NewEdition): Promise<boolean> {
  const made = await db
    .insert(legalTexts)
    .values({ ...edition, texts: { ...texts } })
    .onConflictDoNothing()
    .returning({ id: legalTexts.id });
  return made.length > 0;
}
