import { isAdministrator } from "@/core/companies/permissions";
import { tellPerson } from "@/core/companies/tell-person";
import type { Ctx } from "@/core/ctx";
import type { Person } from "@/db/queries/company-people";

/**
 * Tells the administrators among these people what happened to their company, each once and by one mail, in the open transaction: those who
 * can sign in, at an address that its owner has proven, since one that somebody typed may be a stranger's.
 */
export async function tellAdministrators(
  tx: Pick<Ctx, "db" | "secrets" | "request" | "settings">,
  people: readonly Person[],
  news: Parameters<typeof tellPerson>[2],
): Promise<void> {
  for (const person of people) {
    const isMeant = person.isOpen && person.isEmailProven && isAdministrator(person.permissions);
    if (isMeant) await tellPerson(tx, person, news, tx.settings.shop.language);
  }
}
