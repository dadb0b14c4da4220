import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail } from "@/core/customers/email-address";
import type { CustomerFilter } from "@/core/customers/read-customer-filter";
import {
  type FoundCustomer,
  findByNumbers,
  listCustomerIdsByWords,
  listCustomers,
  listCustomersByIds,
  type Meant,
  readSearchWords,
} from "@/db/queries/customer-search";

/** Customers of a page. Nobody can ask for more at once. */
export const CUSTOMERS_PAGE = 25;

/** A page of customers; `next` is the filter of the page after it, null on the last one. */
export type CustomersPage = { readonly customers: readonly FoundCustomer[]; readonly next: CustomerFilter | null };

/**
 * Finds customers as people ask for them: by the beginning of names in any order, with or without accents, by the beginning of an
 * address, by number, by the number of an order. Without a search the newest come first. Merged records are left out.
 */
export async function findCustomers(
  ctx: Pick<Ctx, "db">,
  filter: CustomerFilter,
  pageSize = CUSTOMERS_PAGE,
): Promise<CustomersPage> {
  const { search, standing, after } = filter;
  const atMost = pageSize + 1;
  if (search === undefined) return pageOf(filter, await listCustomers(ctx.db, { standing, after, atMost }), pageSize);

  const exact = await findExact(ctx, filter, search);
  const exactIds = new Set(exact.map(({ id }) => id));
  const asked = { standing, after, atMost: atMost + exact.length };
  let ids = await listCustomerIdsByWords(ctx.db, { ...asked, words: await readWords(ctx, search) });
  // The beginning of an address may look like two words: jose.alvarez
  if (ids.length === 0) ids = await listCustomerIdsByWords(ctx.db, { ...asked, words: [search.toLowerCase()] });
  const others = await listCustomersByIds(ctx.db, ids.filter((id) => !exactIds.has(id)).slice(0, atMost));
  const page = pageOf(filter, others, pageSize);
  return after === undefined ? { ...page, customers: [...exact, ...page.customers] } : page;
}

/** The ids of everybody whom a search finds, so many at most. */
export async function listMatchingCustomerIds(
  ctx: Pick<Ctx, "db">,
  filter: CustomerFilter,
  atMost: number,
): Promise<readonly string[]> {
  const { search = "", standing } = filter;
  const exact = (await findExact(ctx, filter, search)).map(({ id }) => id);
  const found = await listCustomerIdsByWords(ctx.db, { words: await readWords(ctx, search), standing, atMost });
  const others =
    found.length > 0 ? found : await listCustomerIdsByWords(ctx.db, { words: [search.toLowerCase()], standing, atMost });
  return [...new Set([...exact, ...others])].slice(0, atMost);
}

/** Reads a search as {@link findCustomers} does, for a query about something else of those customers. Looks up no more than numbers. */
export async function readMeant(ctx: Pick<Ctx, "db">, search: string): Promise<Meant> {
  const [ids, words] = await Promise.all([findExactIds(ctx, search), readWords(ctx, search)]);
  return { ids, words: [words, [search.toLowerCase()]] };
}

function pageOf(filter: CustomerFilter, found: readonly FoundCustomer[], pageSize: number): CustomersPage {
  const customers = found.slice(0, pageSize);
  const after = customers.at(-1)?.id;
  return { customers, next: found.length > pageSize ? { ...filter, after } : null };
}

/** Who has exactly this number, or an order of this number: they come before everybody whose number only begins like it. */
async function findExact(ctx: Pick<Ctx, "db">, { standing }: CustomerFilter, search: string): Promise<FoundCustomer[]> {
  const found = await listCustomersByIds(ctx.db, await findExactIds(ctx, search));
  return found.filter((one) => standing === undefined || one.standing === standing);
}

async function findExactIds(ctx: Pick<Ctx, "db">, search: string): Promise<string[]> {
  const typed = search.normalize("NFKC").replace(/[\s#]/g, "");
  return findByNumbers(ctx.db, { number: canonicalNumber(typed), order: typed === "" ? null : typed });
}

/** A number is typed in groups, and an address in any way that means the same; the rest is read word by word. */
async function readWords(ctx: Pick<Ctx, "db">, search: string): Promise<readonly string[]> {
  const email = canonicalEmail(search);
  if (email !== null) return [email];
  const number = /^[\d\s._/#-]+$/.test(search.normalize("NFKC")) ? canonicalNumber(search.replace(/#/g, "")) : null;
  return number === null ? readSearchWords(ctx.db, search) : [number.toLowerCase()];
}
