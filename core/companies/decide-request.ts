import { z } from "zod";
import { givePlace } from "@/core/companies/give-place";
import { type Acting, actorOfMember, lockOwnCompany, type OwnCompanyFailure } from "@/core/companies/lock-own-company";
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
  /** Only who is let in gets one. */
  userType: z.union([z.literal(""), z.uuid({ error: "user-type.not-found" })]).optional(),
  decision: z.enum(["letIn", "notLetIn"], { error: "field.invalid" }),
});

type Asked = z.output<typeof decideRequestInput> & { readonly by: Acting };
type Code = OwnCompanyFailure | "company.request-gone" | "company.beyond-own" | "company.elsewhere" | "user-type.not-found";

/**
 * Decides about somebody who asks to be let into the own company: lets them in with a user type that does not go beyond the own (T-A5), or
 * does not. Both are told to them. The domain of their address alone lets nobody in (T-R15).
 */
export async function decideRequest(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "settings">,
  { person, userType = "", decision, by }: Asked,
): Promise<Result<undefined, Code>> {
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    const locked = await lockOwnCompany(tx, by, "people.manage");
    if (!locked.ok) return locked;
    const own = locked.value;
    const request = await holdRequest(tx, own.companyId, person);
    if (!request) return fail("company.request-gone");
    if (decision === "letIn") return letIn(tx, own, { by, request, userType });
    await endRequests(tx.db, person, own.companyId);
    const target = { kind: "company", id: own.companyId } as const;
    await audit(tx, { actor: actorOfMember(by), action: "company.request-declined", target, outcome: "ok", detail: { person } });
    await tellPerson(tx, request, { notice: "notLetIn", company: own.companyName });
    return ok();
  });
}

/**
 * The request as it stands once who asks is held. Looked for first, since nobody is held who asks this company nothing, whatever id is
 * sent.
 */
async function holdRequest(tx: Pick<Ctx, "db">, companyId: string, customerId: string): Promise<CompanyRequest | null> {
  if (!(await findRequest(tx.db, companyId, customerId))) return null;
  await lockAccountOfCustomer(tx.db, customerId);
  await lockCustomer(tx.db, customerId);
  return findRequest(tx.db, companyId, customerId);
}

type LettingIn = { readonly by: Acting; readonly request: CompanyRequest; readonly userType: string };

async function letIn(
  tx: Pick<Ctx, "db" | "secrets" | "request" | "settings">,
  { companyId, companyName, may }: Colleague,
  { by, request, userType }: LettingIn,
): Promise<Result<undefined, Code>> {
  const type = userType === "" ? null : await holdUserType(tx.db, userType);
  if (!type) return fail("user-type.not-found", { field: "userType" });
  if (!isWithin(type.permissions, may)) return fail("company.beyond-own", { field: "userType" });
  const { customerId } = request;
  const refused = await givePlace(tx, { customerId, companyId, userTypeId: type.id, actor: actorOfMember(by) });
  if (refused) return refused;
  await tellPerson(tx, request, { notice: "letIn", company: companyName, type: type.name });
  return ok();
}
