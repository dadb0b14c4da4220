import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { findActiveStaff } from "@/db/queries/staff";

/** Who looks after customers that nobody looks after yet: the person in charge, if that is an active staff member; or null. */
export async function pickContact(tx: Pick<Ctx, "db" | "settings">): Promise<string | null> {
  const { personInCharge } = tx.settings.registration;
  return (await findActiveStaff(tx.db, canonicalEmail(personInCharge) ?? ""))?.id ?? null;
}
