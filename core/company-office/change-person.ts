import { z } from "zod";
import { isAlone, refuseLastAdministrator, refuseWithoutAdministrator } from "@/core/companies/administrators";
import type { CompanyNotice } from "@/core/companies/company-notices";
import { givePlace } from "@/core/companies/give-place";
import { isAdministrator } from "@/core/companies/permissions";
import { tellPerson } from "@/core/companies/tell-person";
import { companyId } from "@/core/company-office/company-id";
import { findNewPerson, type NewPersonFailure } from "@/core/company-office/find-new-person";
import { lockUnmergedCompany, type NoCompany } from "@/core/company-office/lock-unmerged-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { type AuditAction, audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import type { CompanyRow } from "@/db/queries/companies";
import { deletePerson, findPerson, type Person, updatePerson } from "@/db/queries/company-people";
import { holdUserType } from "@/db/queries/user-types";

const userType = z.uuid({ error: "user-type.not-found" });
const person = z.uuid({ error: "company.person-gone" });

/** What the form holds by which staff put a customer into a company. */
export const addPersonInput = z.object({ companyId, number: requiredLine(64), userType });

/** What the form of a person of a company holds. */
export const changePersonInput = z.object({ companyId, person, userType });

/** What the button holds that takes somebody out of a company. */
export const removePersonInput = z.object({ companyId, person });

type By = { readonly staffId: string };
type Asking = Pick<Ctx, "db" | "request" | "secrets" | "settings">;
type Common = NoCompany | "staff.not-permitted";
type Gone = "company.person-gone" | "company.last-administrator";

/**
 * Puts a customer into a company (T-A8: this one, whatever else was sent), with a user type that staff choose, and tells them. Where nobody
 * who can sign in administers it, they have to be the one who does.
 */
export async function addPerson(
  ctx: Asking,
  { companyId: id, number, userType: typeId, staffId }: z.output<typeof addPersonInput> & By,
): Promise<Result<undefined, Common | NewPersonFailure | "user-type.not-found" | "company.no-administrator">> {
  return inCompany(ctx, { id, staffId }, async (tx, company) => {
    const found = await findNewPerson(tx, number);
    if (!found.ok) return found;
    const type = await holdUserType(tx.db, typeId);
    if (!type) return fail("user-type.not-found", { field: "userType" });
    const { customerId } = found.value;
    const refused = await refuseWithoutAdministrator(tx, { company, customerId, permissions: type.permissions });
    if (refused) return refused;
    await givePlace(tx, { companyId: id, customerId, userTypeId: type.id, actor: { kind: "staff", staffId } });
    return ok();
  });
}

/** Gives a person of a company another user type, and tells them. The last account administrator keeps theirs (P-O3). */
export async function changePerson(
  ctx: Asking,
  { companyId: id, person: customerId, userType: typeId, staffId }: z.output<typeof changePersonInput> & By,
): Promise<Result<undefined, Common | Gone | "user-type.not-found">> {
  return inCompany(ctx, { id, staffId }, async (tx, company) => {
    const [found, type] = [await findPerson(tx.db, id, customerId), await holdUserType(tx.db, typeId)];
    if (!found) return fail("company.person-gone");
    if (!type) return fail("user-type.not-found", { field: "userType" });
    if (found.userTypeId === type.id) return ok();
    const refused = isAdministrator(type.permissions) ? null : await refuseLastAdministrator(tx, id, found);
    if (refused) return refused;
    await updatePerson(tx.db, customerId, { userTypeId: type.id });
    await log(tx, { id, staffId, customerId }, "company.person-changed", { userType: `${found.userTypeName} → ${type.name}` });
    await tell(tx, found, { notice: "typeChangedByStaff", company: company.name, type: type.name });
    return ok();
  });
}

/**
 * Takes a person out of a company, and tells them. The account stays, and so do the orders that were placed for the company. The last account
 * administrator stays (P-O3), but for a partner's last person: partners may be without people.
 */
export async function removePerson(
  ctx: Asking,
  { companyId: id, person: customerId, staffId }: z.output<typeof removePersonInput> & By,
): Promise<Result<undefined, Common | Gone>> {
  return inCompany(ctx, { id, staffId }, async (tx, company) => {
    const found = await findPerson(tx.db, id, customerId);
    if (!found) return fail("company.person-gone");
    const isLastOfPartner = company.kind === "partner" && (await isAlone(tx, { companyId: id, customerId }));
    const refused = isLastOfPartner ? null : await refuseLastAdministrator(tx, id, found);
    if (refused) return refused;
    await deletePerson(tx.db, customerId);
    await log(tx, { id, staffId, customerId }, "company.person-removed", { userType: found.userTypeName });
    await tell(tx, found, { notice: "removedByStaff", company: company.name });
    return ok();
  });
}

async function inCompany<Code extends string>(
  ctx: Asking,
  { id, staffId }: { readonly id: string } & By,
  run: (tx: Asking, company: CompanyRow) => Promise<Result<undefined, Code>>,
): Promise<Result<undefined, Code | Common>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const found = await lockUnmergedCompany(tx, id);
    return found.ok ? run(tx, found.value) : found;
  });
}

type News = { readonly notice: CompanyNotice; readonly company: string; readonly type?: string };

/** By mail, if the address is proven: one that somebody typed may be a stranger's. */
async function tell(tx: Asking, person: Person, news: News): Promise<void> {
  if (person.isEmailProven) await tellPerson(tx, person, news, tx.settings.shop.language);
}

type About = { readonly id: string; readonly staffId: string; readonly customerId: string };

async function log(
  tx: Asking,
  { id, staffId, customerId }: About,
  action: AuditAction,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const actor = { kind: "staff", staffId } as const;
  await audit(tx, { actor, action, target: { kind: "company", id }, outcome: "ok", detail: { ...detail, person: customerId } });
}
