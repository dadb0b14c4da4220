import { eq, sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { type CompanyKind, companies, companyPeople, userTypes } from "@/db/schema/companies";
import { type MadeAccount, makeAccount } from "@/tests/support/make";

/** The user type of a name, as every database has them: Administrator, Buyer, Reader. */
export async function typeNamed(ctx: Pick<Ctx, "db">, name: string): Promise<string> {
  const [found] = await ctx.db.select({ id: userTypes.id }).from(userTypes).where(eq(userTypes.name, name));
  if (!found) throw new Error(`there is no user type ${name}`);
  return found.id;
}

/** Puts a customer into a company with the user type of a name. */
export async function putIntoCompany(ctx: Pick<Ctx, "db">, companyId: string, customerId: string, type = "Buyer"): Promise<void> {
  await ctx.db.insert(companyPeople).values({ companyId, customerId, userTypeId: await typeNamed(ctx, type) });
}

/** Somebody of a company, as its page knows who acts on it. */
export type MadePerson = MadeAccount & { companyId: string };

/** Somebody as who acts on the page of this company, whether they are in it or not. */
export const actingIn = (account: MadeAccount, companyId: string): MadePerson => ({ ...account, companyId });

/** The first of the people of a company. */
export function firstOf([first]: readonly MadePerson[]): MadePerson {
  if (!first) throw new Error("nobody was made");
  return first;
}

/** A company with a person of each of these user types, who have accounts. */
export async function makeCompany(
  ctx: Pick<Ctx, "db" | "hash">,
  options: { kind?: CompanyKind; name?: string; types?: readonly string[] } = {},
): Promise<{ companyId: string; people: MadePerson[] }> {
  const { kind = "customer", name = "Acme Ltd", types = ["Administrator"] } = options;
  const [made] = await ctx.db
    .insert(companies)
    .values({ kind, name, nameKey: sql`search_fold(${name})` })
    .returning({ id: companies.id });
  if (!made) throw new Error("no company was made");
  const people: MadePerson[] = [];
  for (const type of types) {
    const account = await makeAccount(ctx);
    await putIntoCompany(ctx, made.id, account.customerId, type);
    people.push({ ...account, companyId: made.id });
  }
  return { companyId: made.id, people };
}
