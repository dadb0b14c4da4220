import type { Ctx } from "@/core/ctx";
import { findLogo } from "@/db/queries/mail-templates";

/** The shop's logo for a page, as an address that has it in itself; null if there is none. */
export async function findShownLogo(ctx: Pick<Ctx, "db">): Promise<string | null> {
  const logo = await findLogo(ctx.db);
  return logo && `data:${logo.contentType};base64,${Buffer.from(logo.content).toString("base64")}`;
}
