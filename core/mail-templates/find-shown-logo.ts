import type { Ctx } from "@/core/ctx";
import { dataUrlOf } from "@/core/mail/with-pictures";
import { findLogo } from "@/db/queries/mail-templates";

/** The shop's logo for a page, as an address that has it in itself; null if there is none. */
export async function findShownLogo(ctx: Pick<Ctx, "db">): Promise<string | null> {
  const logo = await findLogo(ctx.db);
  return logo && dataUrlOf(logo);
}
