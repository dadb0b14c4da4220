import { z } from "zod";
import { givePlace } from "@/core/companies/give-place";
import { type ReadCompany, readCompany } from "@/core/companies/read-company";
import { findNewPerson, type NewPersonFailure } from "@/core/company-office/find-new-person";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { AnswerFailure, Posted } from "@/core/fields/read-answers";
import { requiredLine } from "@/core/input";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskWords } from "@/core/security/mask";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { insertCompany } from "@/db/queries/companies";
import { getDefaultUserType } from "@/db/queries/user-types";

/** What the form of a new company holds beside what the shop wants to know of companies: the number of who will be its first person. */
export const createCompanyInput = z.object({ number: requiredLine(64) });

type By = { readonly staffId: string; readonly posted: Posted };
type Made = { readonly id: string };

/**
 * Makes a company for a customer who has an account: its first person, and by the shop's default its account administrator (P-O2). It is
 * a new one, whatever others are called. Whose place it is is told.
 */
export async function createCompany(
  ctx: Pick<Ctx, "db" | "form" | "request" | "secrets" | "settings">,
  { posted, number, staffId }: z.output<typeof createCompanyInput> & By,
): Promise<Result<Made, NewPersonFailure | AnswerFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit");
  if (refused) return refused;
  const read = readCompany(ctx, "staff", posted);
  if (!read.ok) return read;
  return inTransaction(ctx, async (tx) => {
    const person = await findNewPerson(tx, number);
    if (!person.ok) return person;
    const companyId = await store(tx, "customer", read.value, staffId);
    const { id: userTypeId } = await getDefaultUserType(tx.db, "customers");
    const { customerId } = person.value;
    await givePlace(tx, { companyId, userTypeId, customerId, actor: { kind: "staff", staffId } });
    return ok({ id: companyId });
  });
}

/** Makes a partner without people (P-O4): they come by its codes. */
export async function createPartner(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { posted, staffId }: By,
): Promise<Result<Made, AnswerFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "companies.edit");
  if (refused) return refused;
  const read = readCompany(ctx, "staff", posted);
  if (!read.ok) return read;
  return inTransaction(ctx, async (tx) => ok({ id: await store(tx, "partner", read.value, staffId) }));
}

async function store(tx: Pick<Ctx, "db" | "request">, kind: "customer" | "partner", { row }: ReadCompany, staffId: string) {
  const id = await insertCompany(tx.db, { kind, ...row });
  const target = { kind: "company", id } as const;
  const detail = { kind, name: maskWords(row.name) };
  await audit(tx, { actor: { kind: "staff", staffId }, action: "company.created", target, outcome: "ok", detail });
  return id;
}
