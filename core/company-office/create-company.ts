import { z } from "zod";
import { companyNameKey, LONGEST_COMPANY_NAME } from "@/core/companies/company-name";
import { findNewPerson, type NewPersonFailure } from "@/core/company-office/find-new-person";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { ok, type Result } from "@/core/result";
import { audit, maskWords } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { insertCompany } from "@/db/queries/companies";
import { insertPerson } from "@/db/queries/company-people";
import { getDefaultUserType } from "@/db/queries/user-types";

const name = requiredLine(LONGEST_COMPANY_NAME);

/** What the form of a new company holds: its name, and the number of the customer who will be its first person. */
export const createCompanyInput = z.object({ companyName: name, number: requiredLine(64) });

/** What the form of a new partner holds. */
export const createPartnerInput = z.object({ companyName: name });

type By = { readonly staffId: string };
type Made = { readonly id: string };

/**
 * Makes a company for a customer who has an account: its first person, and by the shop's default its account administrator (P-O2). It is
 * a new one, whatever others are called.
 */
export async function createCompany(
  ctx: Pick<Ctx, "db" | "request">,
  { companyName, number, staffId }: z.output<typeof createCompanyInput> & By,
): Promise<Result<Made, NewPersonFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const person = await findNewPerson(tx, number);
    if (!person.ok) return person;
    const companyId = await store(tx, "customer", companyName, staffId);
    const { id: userTypeId } = await getDefaultUserType(tx.db, "customers");
    await insertPerson(tx.db, { companyId, userTypeId, customerId: person.value.customerId });
    return ok({ id: companyId });
  });
}

/** Makes a partner without people (P-O4): they come by its codes. */
export async function createPartner(
  ctx: Pick<Ctx, "db" | "request">,
  { companyName, staffId }: z.output<typeof createPartnerInput> & By,
): Promise<Result<Made, "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => ok({ id: await store(tx, "partner", companyName, staffId) }));
}

async function store(tx: Pick<Ctx, "db" | "request">, kind: "customer" | "partner", companyName: string, staffId: string) {
  const row = { kind, name: companyName, nameKey: companyNameKey(companyName), fields: {} };
  const id = await insertCompany(tx.db, row);
  const target = { kind: "company", id } as const;
  const detail = { kind, name: maskWords(companyName) };
  await audit(tx, { actor: { kind: "staff", staffId }, action: "company.created", target, outcome: "ok", detail });
  return id;
}
