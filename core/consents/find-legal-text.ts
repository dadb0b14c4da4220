import type { Ctx } from "@/core/ctx";
import { findNewestLegal, type LegalKind } from "@/db/queries/legal-texts";

/** A text as everybody may read it. */
export type LegalText = {
  readonly text: string;
  /** The one it is written in, which need not be the reader's. */
  readonly language: string;
  readonly version: number;
  readonly revision: number;
  readonly publishedAt: Date;
};

/** The text of a kind that counts now, in the reader's language, else the shop's, else any; null where none is published. */
export async function findLegalText(ctx: Pick<Ctx, "db" | "settings" | "request">, kind: LegalKind): Promise<LegalText | null> {
  const newest = await findNewestLegal(ctx.db, kind);
  if (!newest) return null;
  const { texts, version, revision, publishedAt } = newest;
  const written = Object.keys(texts);
  const language = [ctx.request.language, ctx.settings.shop.language, ...written].find((one) => written.includes(one));
  const text = language === undefined ? undefined : texts[language];
  return language === undefined || text === undefined ? null : { text, language, version, revision, publishedAt };
}
