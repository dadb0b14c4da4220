import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { findLegalEdition, findNewestLegal, legalKinds, listLegalHistory } from "@/db/queries/legal-texts";

/** Every legal text as the back office shows it: what counts now, and all editions of it. */
export const listLegalTexts = (ctx: Pick<Ctx, "db">) =>
  Promise.all(
    legalKinds.map(async (kind) => ({
      kind,
      newest: await findNewestLegal(ctx.db, kind),
      history: await listLegalHistory(ctx.db, kind),
    })),
  );

/** One of them. */
export type ListedLegalText = Awaited<ReturnType<typeof listLegalTexts>>[number];

/** An edition of long ago or of now, with its texts; null if there is none. */
export const openLegalEdition = async (ctx: Pick<Ctx, "db">, id: string) => (isRowId(id) ? findLegalEdition(ctx.db, id) : null);
