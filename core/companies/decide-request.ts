import { z } from "zod";
import { joinCompany } from "@/core/companies/join-company";
import { actorOfMember, lockOwnCompany, type Member } from "@/core/companies/lock-own-company";
import { type Colleague, isWithin } from "@/core/companies/permissions";
import { tellPerson } from "@/core/companies/tell-person";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { type CompanyRequest, endRequests, findRequest } from "@/db/queries/company-requests";
import { lockAccountOfCustomer, lockCustomer } from "@/db/queries/customer-room";
import { holdUserType } from "@/db/queries/user-types";

/** What the form beside a request holds. */
export const decideRequestInput = z.object({
  person: z.uuid({ error: "field.invalid" }),
  userType: z.uuid({ error: "field.invalid" }),
  decision: z.enum(["letIn", "notLetIn"], { error: "field.invalid" }),
});

type Asked = z.output<typeof decideRequestInput> & { readonly by: Member };
type Code = "company.not-permitted" | "company.request-gone" | "company.beyond-own" | "company.elsewhere" | "field.invalid";

/**
 * Decides about somebody who asks to be let into the own company: lets them in with a user type that does not go beyond the own (T-A5), or
 * does not. Both are told to them. The domain of their address alone lets nobody in (T-R15).
 */
export async function decideRequest(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { person, userType, decision, by }: Asked,
): Promise<Result<undefined, Code>> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const locked = await lockOwnCompany(tx, by, "people.manage");
    if (!locked.ok) return locked;
    const own = locked.value;
    const request = await holdRequest(tx, own.companyId, person);
    if (!request) return fail("company.request-gone");
    if (decision === "letIn") return letIn(tx, own, { by, request, userType });
    await endRequests(tx.db, person, own.companyId);
    const target = { kind: "customer", id: person } as const;
    const detail = { company: own.companyId };
    await audit(tx, { actor: actorOfMember(by), action: "company.request-declined", target, outcome: "ok", detail });
    await tellPerson(tx, request, { notice: "notLetIn", company: own.companyName });
    return ok();
  });
}

/** The request as it stands once who asks is held. Looked for first, since nobody is held who asks this company nothing, whatever id is sent. */
async function holdRequest(tx: Pick<Ctx, "db">, companyId: string, customerId: string): Promise<CompanyRequest | null> {
  if (!(await findRequest(tx.db, companyId, customerId))) return null;
  await lockAccountOfCustomer(tx.db, customerId);
  await lockCustomer(tx.db, customerId);
  return findRequest(tx.db, companyId, customerId);
}

type LettingIn = { readonly by: Member; readonly request: CompanyRequest; readonly userType: string };

async function letIn(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { companyId, companyName, may }: Colleague,
  { by, request, userType }: LettingIn,
): Promise<Result<undefined, Code>> {
  const type = await holdUserType(tx.db, userType);
  if (!type) return fail("field.invalid", { field: "userType" });
  if (!isWithin(type.permissions, may)) return fail("company.beyond-own", { field: "userType" });
  const { customerId } = request;
  const joining = { customerId, companyId, companyName, userTypeId: type.id, actor: actorOfMember(by) };
  const refused = await joinCompany(tx, joining);
  if (refused) return refused;
  await tellPerson(tx, request, { notice: "letIn", company: companyName, type: type.name });
  return ok();
}
