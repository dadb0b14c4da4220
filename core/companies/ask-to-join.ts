import { z } from "zod";
import { actorOfMember, type Member } from "@/core/companies/lock-own-company";
import { givenBy } from "@/core/companies/permissions";
import { tellPerson } from "@/core/companies/tell-person";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { LIMITS, takeRoom } from "@/core/security/limits";
import { lockCompany } from "@/db/queries/companies";
import { listPeople } from "@/db/queries/company-people";
import { endRequests, listOwnRequests, type OwnRequest, takeOffer } from "@/db/queries/company-requests";
import { findCustomerById } from "@/db/queries/customer-room";

/** What the buttons beside an offered company hold. */
export const ownRequestInput = z.object({
  company: z.uuid({ error: "field.invalid" }),
  step: z.enum(["ask", "end"], { error: "field.invalid" }),
});

type Asked = z.output<typeof ownRequestInput> & { readonly by: Member };

/** The companies that somebody may ask to be let in, or has asked and waits for; none for who is in one. */
export const getOwnRequests = (ctx: Pick<Ctx, "db">, customerId: string): Promise<OwnRequest[]> =>
  listOwnRequests(ctx.db, customerId);

/**
 * Asks a company that was offered to somebody to let them in, and tells its administrators, who see name and address from then on; not before
 * (T-R15). `end` declines the offer, or withdraws the request; the company is not offered again.
 */
export function askToJoin(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  { company: companyId, step, by }: Asked,
): Promise<Result<undefined, "company.offer-gone">> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, "company.offer-gone">> => {
    await lockCompany(tx.db, companyId);
    const own = (await listOwnRequests(tx.db, by.customerId)).find((one) => one.companyId === companyId);
    if (step === "end") {
      if (own) await endRequests(tx.db, by.customerId, companyId);
      return ok();
    }
    if (!own) return fail("company.offer-gone");
    if (!(await takeOffer(tx.db, by.customerId, companyId))) return ok();
    const target = { kind: "company", id: companyId } as const;
    await audit(tx, { actor: actorOfMember(by), action: "company.asked", target, outcome: "ok" });
    await tellAdministrators(tx, own, by.customerId);
    return ok();
  });
}

/** Tells who may decide, each at most once a day and company: however many ask, nobody's mailbox is flooded. */
async function tellAdministrators(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  { companyId: id, name: company }: OwnRequest,
  customerId: string,
): Promise<void> {
  const asking = await findCustomerById(ctx.db, customerId);
  const asker = asking ? fullNameOf(asking) || asking.number : "";
  const deciding = (await listPeople(ctx.db, id)).filter(
    ({ isOpen, isEmailProven, permissions }) => isOpen && isEmailProven && givenBy(permissions).has("people.manage"),
  );
  const name = "request-mail:administrator";
  // By their ids: two who ask at once take the limits in the same order.
  for (const person of deciding.sort((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
    const hasRoom = await takeRoom(ctx, [{ name, limits: LIMITS[name] }], `${id}:${person.customerId}`);
    if (hasRoom) await tellPerson(ctx, person, { notice: "asked", company, name: asker }, ctx.settings.shop.language);
  }
}
