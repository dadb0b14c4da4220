import type { CompanyFilter } from "@/core/company-office/read-company-filter";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail, domainOf } from "@/core/customers/email-address";
import { type ListedCompany, listCompanies } from "@/db/queries/companies";
import { readSearchWords } from "@/db/queries/customer-search";

/** Companies of a page. Nobody can ask for more at once. */
export const COMPANIES_PAGE = 25;

/** A page of companies; `next` is the filter of the page after it, null on the last one. */
export type CompaniesPage = { readonly companies: readonly ListedCompany[]; readonly next: CompanyFilter | null };

/**
 * Finds companies by parts of their name in any order, with or without accents; by one of their domains; and by the number or the address
 * of one of their people. Without a search the newest come first. Merged ones are left out.
 */
export async function findCompanies(
  ctx: Pick<Ctx, "db">,
  filter: CompanyFilter,
  pageSize = COMPANIES_PAGE,
): Promise<CompaniesPage> {
  const { search, kind, state, after } = filter;
  const found = await listCompanies(ctx.db, { ...(await wordsOf(ctx, search)), kind, state, after, atMost: pageSize + 1 });
  const companies = found.slice(0, pageSize);
  const last = companies.at(-1)?.id;
  return { companies, next: found.length > pageSize && last !== undefined ? { ...filter, after: last } : null };
}

async function wordsOf({ db }: Pick<Ctx, "db">, search: string | undefined) {
  if (search === undefined) return { words: null, numberKey: null, emailKey: null, domain: null };
  const typed = search.replace(/^@/, "");
  const address = canonicalEmail(`anybody@${typed}`);
  return {
    words: await readSearchWords(db, search),
    numberKey: canonicalNumber(typed),
    emailKey: canonicalEmail(search),
    domain: address && domainOf(address),
  };
}
