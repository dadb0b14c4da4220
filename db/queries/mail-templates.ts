import { and, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { mailTemplates, shopLogo } from "@/db/schema/mail";
import { staff } from "@/db/schema/people";

/** A saved version of a mail. Without a subject it went back to the original. */
export type MailTemplateRow = NonNullable<Awaited<ReturnType<typeof findNewestTemplate>>>;

/** The version that counts for a message in a language; null if it was never edited. */
export async function findNewestTemplate(db: Db, message: string, language: string) {
  const [found] = await db
    .select()
    .from(mailTemplates)
    .where(and(eq(mailTemplates.message, message), eq(mailTemplates.language, language)))
    .orderBy(desc(mailTemplates.id))
    .limit(1);
  return found ?? null;
}

/** One version by its id, or null. */
export async function findTemplate(db: Db, id: number) {
  const [found] = await db.select().from(mailTemplates).where(eq(mailTemplates.id, id));
  return found ?? null;
}

/** The versions that count, of every message and language that ever had one, without their texts. */
export function listNewestTemplates(db: Db) {
  return db
    .selectDistinctOn([mailTemplates.message, mailTemplates.language], {
      message: mailTemplates.message,
      language: mailTemplates.language,
      isEdited: sql<boolean>`${mailTemplates.subject} is not null`,
      failedAt: mailTemplates.failedAt,
      createdAt: mailTemplates.createdAt,
    })
    .from(mailTemplates)
    .orderBy(mailTemplates.message, mailTemplates.language, desc(mailTemplates.id));
}

type VersionsOf = {
  readonly message: string;
  readonly language: string;
  readonly before?: number | undefined;
  readonly atMost: number;
};

/** The newest versions of a message in a language, older than one if given, without their texts. */
export function listTemplateVersions(db: Db, { message, language, before, atMost }: VersionsOf) {
  return db
    .select({
      id: mailTemplates.id,
      subject: mailTemplates.subject,
      createdAt: mailTemplates.createdAt,
      failedAt: mailTemplates.failedAt,
      by: staff.name,
    })
    .from(mailTemplates)
    .leftJoin(staff, eq(staff.id, mailTemplates.savedBy))
    .where(
      and(
        eq(mailTemplates.message, message),
        eq(mailTemplates.language, language),
        before === undefined ? undefined : lt(mailTemplates.id, before),
      ),
    )
    .orderBy(desc(mailTemplates.id))
    .limit(atMost);
}

type NewTemplate = {
  readonly message: string;
  readonly language: string;
  readonly subject: string | null;
  readonly preview: string | null;
  readonly body: string | null;
  readonly textBody: string | null;
  readonly savedBy: string;
};

/** Adds a version, which counts from now on. */
export async function insertTemplate(db: Db, template: NewTemplate): Promise<number> {
  const [made] = await db.insert(mailTemplates).values(template).returning({ id: mailTemplates.id });
  if (!made) throw new Error("the template was not stored");
  return made.id;
}

/** Waits until nobody else changes this message in this language, until the end of the transaction. */
export async function lockTemplate(db: Db, message: string, language: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mail-template ${message} ${language}`}, 0))`);
}

/** Notes that no mail could be made from a version; true the first time. */
export async function markTemplateFailed(db: Db, id: number, failure: string): Promise<boolean> {
  const rows = await db
    .update(mailTemplates)
    .set({ failedAt: sql`now()`, failure })
    .where(and(eq(mailTemplates.id, id), isNull(mailTemplates.failedAt)))
    .returning({ id: mailTemplates.id });
  return rows.length > 0;
}

/** The shop's logo, or null. */
export async function findLogo(db: Db) {
  const [found] = await db.select({ contentType: shopLogo.contentType, content: shopLogo.content }).from(shopLogo);
  return found ?? null;
}

type Logo = { readonly contentType: "image/png" | "image/jpeg"; readonly content: Uint8Array; readonly savedBy: string };

/** Keeps a logo in place of the one there was. */
export async function storeLogo(db: Db, logo: Logo): Promise<void> {
  await db
    .insert(shopLogo)
    .values({ ...logo, id: 1 })
    .onConflictDoUpdate({ target: shopLogo.id, set: { ...logo, createdAt: sql`now()` } });
}

/** Forgets the logo; false if there was none. */
export async function deleteLogo(db: Db): Promise<boolean> {
  return (await db.delete(shopLogo).returning({ id: shopLogo.id })).length > 0;
}
