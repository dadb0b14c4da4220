import { refuseLastAdministrator } from "@/core/companies/administrators";
import { takeOut } from "@/core/companies/end-place";
import { type Acting, actorOfMember, type OwnCompanyFailure, refuseAnother } from "@/core/companies/lock-own-company";
import { tellAdministrators } from "@/core/companies/tell-administrators";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { fail, ok, type Result } from "@/core/result";
import { lockCompany } from "@/db/queries/companies";
import { findPerson, findPlace, hasOtherPeople, listPeople } from "@/db/queries/company-people";
import { lockSettings } from "@/db/queries/settings";

type LeaveFailure = OwnCompanyFailure | "company.last-administrator";

/**
 * Leaves the own company; account and own orders stay, and its other administrators are told. Whoever was deactivated there, or whose company
 * is shut, leaves it all the same: else they could be in no other. Its last administrator stays while anybody else is in it: of two who leave
 * at once, one is refused. With the very last person the company is shut. Answers what the company was called.
 */
export function leaveCompany(
  ctx: Pick<Ctx, "db" | "request" | "secrets" | "settings">,
  { by }: { readonly by: Acting },
): Promise<Result<{ readonly company: string }, LeaveFailure>> {
  return inTransaction(ctx, async (tx) => {
    const place = await findPlace(tx.db, by.customerId);
    if (!place) return fail("company.not-permitted");
    if (place.companyId !== by.companyId) return refuseAnother(place);
    // The company may be shut with them, which the settings tell everybody.
    await lockSettings(tx.db);
    await lockCompany(tx.db, by.companyId);
    return leave(tx, by, place.companyName);
  });
}

async function leave(
  tx: Pick<Ctx, "db" | "request" | "secrets" | "settings">,
  by: Acting,
  company: string,
): Promise<Result<{ readonly company: string }, LeaveFailure>> {
  const { companyId, customerId } = by;
  const person = await findPerson(tx.db, companyId, customerId);
  if (!person) return fail("company.not-permitted");
  const isLast = !(await hasOtherPeople(tx.db, companyId, customerId));
  const refused = isLast ? null : await refuseLastAdministrator(tx, companyId, person);
  if (refused) return refused;
  await takeOut(tx, { companyId, customerId, actor: actorOfMember(by), isLast });
  const name = fullNameOf(person) || person.number;
  await tellAdministrators(tx, await listPeople(tx.db, companyId), { notice: "left", company, name });
  return ok({ company });
}
