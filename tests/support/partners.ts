import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { hashesOfPartnerCode, hashOfGeneratedCode, hintOf, newPartnerCode } from "@/core/partners/partner-code";
import { insertCompany } from "@/db/queries/companies";
import { partnerCodes } from "@/db/schema/companies";

type Wanted = Partial<Omit<typeof partnerCodes.$inferInsert, "codeHash" | "hint" | "companyId">> & {
  readonly name?: string;
  readonly code?: string;
};

/** A partner without people and a code of it, as staff make them; a code that can be guessed takes the secrets, too. */
export async function makePartner(
  ctx: Pick<Ctx, "db"> & Partial<Pick<Ctx, "secrets">>,
  { name = "Northern Mills", code = newPartnerCode(), ...row }: Wanted = {},
) {
  const companyId = await insertCompany(ctx.db, { kind: "partner", name, fields: {} });
  const canonical = code.replaceAll("-", "").toUpperCase();
  const { secrets } = ctx;
  const codeHash = secrets ? hashesOfPartnerCode({ secrets }, canonical).newest : hashOfGeneratedCode(canonical);
  const [made] = await ctx.db
    .insert(partnerCodes)
    .values({ ...row, companyId, codeHash, hint: hintOf(canonical) })
    .returning({ id: partnerCodes.id });
  if (!made) throw new Error("no code was made");
  return { companyId, codeId: made.id, code };
}

/** The place in a company that the customer of an address has; null for none. */
export async function placeOf({ db }: Pick<Ctx, "db">, email: string) {
  const [found] = await db.execute<{ company_id: string; name: string; kind: string; fields: object; user_type: string }>(sql`
    select c.id as company_id, c.name, c.kind, c.fields, t.name as user_type from company_people p
    join companies c on c.id = p.company_id join user_types t on t.id = p.user_type_id
    join customers k on k.id = p.customer_id where k.email_key = ${email}`);
  return found ?? null;
}

/** How often a code was used, by its counter and by the list of who did. */
export async function usesOf({ db }: Pick<Ctx, "db">, codeId: string) {
  const [found] = await db.execute<{ uses: number; people: number }>(sql`
    select uses, (select count(*)::int from partner_code_uses u where u.code_id = c.id) as people from partner_codes c where id = ${codeId}`);
  return found;
}
