import { canonicalPartnerCode, hashOfGeneratedCode, hintOf } from "@/core/partners/partner-code";
import type { Db } from "@/db";
import { insertCompany } from "@/db/queries/companies";
import { insertPerson } from "@/db/queries/company-people";
import { findCustomerByNumber } from "@/db/queries/customer-room";
import { insertCode } from "@/db/queries/partner-code-room";
import { listUserTypes } from "@/db/queries/user-types";
import { cast, demoCompany, demoPartner, demoPartnerCode } from "@/db/seed/cast";

const typeOf = new Map([
  ["company-administrator", "Administrator"],
  ["company-buyer", "Buyer"],
  ["company-reader", "Reader"],
]);

/** Makes the company of those of the cast who belong to one, and a partner with a code that nobody has used. */
export async function addDemoCompanies(db: Db): Promise<void> {
  const companyId = await add(db, "customer", demoCompany);
  const types = await listUserTypes(db);
  for (const { role, number } of cast) {
    const type = types.find(({ name }) => name === typeOf.get(role));
    const customer = type && number !== null ? await findCustomerByNumber(db, number) : null;
    if (type && customer) await insertPerson(db, { companyId, customerId: customer.id, userTypeId: type.id });
  }
  const code = canonicalPartnerCode(demoPartnerCode);
  if (code === null) throw new Error("the demo's partner code is none");
  const free = { userTypeId: null, maxUses: null, lastDay: null, isChosen: false };
  const partnerId = await add(db, "partner", demoPartner);
  await insertCode(db, { companyId: partnerId, codeHash: hashOfGeneratedCode(code), hint: hintOf(code), ...free });
}

const add = (db: Db, kind: "customer" | "partner", name: string): Promise<string> =>
  insertCompany(db, { kind, name, fields: {} });
