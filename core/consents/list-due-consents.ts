import type { Ctx } from "@/core/ctx";
import { listAcceptedVersions } from "@/db/queries/consents";
import type { LegalEdition } from "@/db/queries/legal-texts";

/** Which of the texts of now an account has not accepted yet. A correction of a version that was accepted is none of them. */
export async function listDueConsents(ctx: Pick<Ctx, "db" | "legal">, accountId: string): Promise<LegalEdition[]> {
  if (ctx.legal.length === 0) return [];
  const accepted = await listAcceptedVersions(ctx.db, accountId);
  return ctx.legal.filter(
    (edition) => !accepted.some(({ kind, version }) => kind === edition.kind && version >= edition.version),
  );
}
