import { tellPerson } from "@/core/companies/tell-person";
import type { Ctx } from "@/core/ctx";
import { LIMITS, takeRoom } from "@/core/security/limits";
import type { Person } from "@/db/queries/company-people";

/**
 * Tells a colleague what another one did to their place, in the open transaction and with the company held: so often and no more, since
 * whoever manages people could fill a mailbox by switching to and fro; what was done stands all the same. Only at an address that its owner
 * has proven: one that somebody typed may be a stranger's.
 */
export async function tellColleague(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  companyId: string,
  person: Person,
  news: Parameters<typeof tellPerson>[2],
): Promise<void> {
  if (!person.isEmailProven) return;
  const name = "company-notice:person";
  const hasRoom = await takeRoom(tx, [{ name, limits: LIMITS[name] }], `${companyId}:${person.customerId}`);
  if (hasRoom) await tellPerson(tx, person, news);
}
