import type { Ctx } from "@/core/ctx";
import { findCurrentLink } from "@/db/queries/registration-links";
import { isOffer } from "@/db/queries/waiting-list";

/** Whether a hash is that of the registration link that is valid now, or of a link that holds a seat for somebody who waited. */
export async function isRegistrationLink({ db }: Pick<Ctx, "db">, hash: string): Promise<boolean> {
  const current = await findCurrentLink(db);
  return current?.tokenHash === hash || isOffer(db, hash);
}
