import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { type CompanyKind, companies, companyAddresses, companyInvitations, companyPeople } from "@/db/schema/companies";
import { accounts, customers } from "@/db/schema/people";

/** A company as it is stored. */
export type CompanyRow = typeof companies.$inferSelect;

/** Whether the people of a company may act for it. */
export type CompanyState = "open" | "deactivated";

type Wanted = {
  readonly kind?: CompanyKind | undefined;
  readonly state?: CompanyState | undefined;
  /** Null where nothing is searched. Else each is a part of the name, as readSearchWords gives them; none is a part of nobody's. */
  readonly words: readonly string[] | null;
  /** Or one of its people has this number or address, or the domain is one of its own. */
  readonly numberKey: string | null;
  readonly emailKey: string | null;
  readonly domain: string | null;
  /** Only companies after this one. */
  readonly after?: string | undefined;
  readonly atMost: number;
};

const people = sql<number>`(select count(*)::int from ${companyPeople} p where p.company_id = "companies"."id" and p.deactivated_at is null)`;

const inList = {
  id: companies.id,
  kind: companies.kind,
  name: companies.name,
  domains: companies.domains,
  deactivatedAt: companies.deactivatedAt,
  createdAt: companies.createdAt,
  people,
};

/** A company as lists show it. */
export type ListedCompany = Awaited<ReturnType<typeof listCompanies>>[number];

/** Companies by their name where something is searched, else the newest first. Merged ones are left out. */
export function listCompanies(db: Db, wanted: Wanted) {
  const { words } = wanted;
  const place = words ? sql`(${companies.nameKey}, ${companies.id}) >` : sql`(${companies.createdAt}, ${companies.id}) <`;
  const columns = words ? sql`c.name_key, c.id` : sql`c.created_at, c.id`;
  const beyond = wanted.after && sql`${place} (select ${columns} from ${companies} c where c.id = ${wanted.after})`;
  return db
    .select(inList)
    .from(companies)
    .where(
      and(
        isNull(companies.mergedInto),
        wanted.kind ? eq(companies.kind, wanted.kind) : undefined,
        isInState(wanted.state),
        words ? isMeant(words, wanted) : undefined,
        beyond || undefined,
      ),
    )
    .orderBy(...(words ? [asc(companies.nameKey), asc(companies.id)] : [desc(companies.createdAt), desc(companies.id)]))
    .limit(wanted.atMost);
}

const isInState = (state: CompanyState | undefined): SQL | undefined =>
  state && (state === "open" ? isNull(companies.deactivatedAt) : isNotNull(companies.deactivatedAt));

function isMeant(words: readonly string[], { numberKey, emailKey, domain }: Wanted): SQL {
  const byName = words.length === 0 ? sql`false` : and(...words.map((word) => sql`strpos(${companies.nameKey}, ${word}) > 0`));
  const others = [
    ...(domain === null ? [] : [sql`${domain} = any(${companies.domains})`]),
    ...(numberKey === null ? [] : [hasPerson(sql`c.number_key = ${numberKey}`)]),
    ...(emailKey === null ? [] : [hasPerson(sql`(c.email_key = ${emailKey} or a.email_key = ${emailKey})`)]),
  ];
  return sql`(${sql.join([byName, ...others], sql` or `)})`;
}

const hasPerson = (is: SQL): SQL => sql`exists (
  select from ${companyPeople} p join ${customers} c on c.id = p.customer_id left join ${accounts} a on a.customer_id = c.id
  where p.company_id = "companies"."id" and ${is})`;

/** A company by its id, or null. */
export async function findCompany(db: Db, id: string): Promise<CompanyRow | null> {
  const [found] = await db.select().from(companies).where(eq(companies.id, id));
  return found ?? null;
}

/** A company, whose people nobody else changes until this transaction ends; null if there is none. Rows that only name it do not wait. */
export async function lockCompany(db: Db, id: string): Promise<CompanyRow | null> {
  const [found] = await lockCompanies(db, [id]);
  return found ?? null;
}

/**
 * The companies of these ids, in the order of the ids, held until the transaction ends: none of their people changes meanwhile.
 *
 * There is one order of locks, so that no two transactions wait for each other: a person (lockPerson), settings, then addresses, companies,
 * seats, orders, accounts, customers, and user types last. Whoever looks for a company by one of its people looks first, holds it, and looks
 * again (holdPlaces, lockOwnCompany). A company's people can refer to a customer in whichever order, so a held customer must never wait for a company.
 */
export function lockCompanies(db: Db, ids: readonly string[]): Promise<CompanyRow[]> {
  return db
    .select()
    .from(companies)
    .where(sql`${companies.id} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(asc(companies.id))
    .for("no key update");
}

/** The name as it is searched: what customers are searched by decides it, too. */
export const keyOf = (name: string): SQL => sql`search_fold(${name}::text)`;

/** Adds a company and answers its id. */
export async function insertCompany(db: Db, row: Pick<CompanyRow, "kind" | "name" | "fields">): Promise<string> {
  const [made] = await db
    .insert(companies)
    .values({ ...row, nameKey: keyOf(row.name) })
    .returning({ id: companies.id });
  if (!made) throw new Error("the company was not stored");
  return made.id;
}

type Changes = Partial<Pick<CompanyRow, "name" | "fields" | "domains" | "connectionId" | "takesRequests">>;

/** Changes what the shop knows of a company. */
export async function updateCompany(db: Db, id: string, changes: Changes): Promise<void> {
  await db
    .update(companies)
    .set({ ...changes, ...(changes.name === undefined ? {} : { nameKey: keyOf(changes.name) }), updatedAt: sql`now()` })
    .where(eq(companies.id, id));
}

/** Shuts companies, or opens them again. */
export async function setCompaniesDeactivated(db: Db, ids: readonly string[], isDeactivated: boolean): Promise<void> {
  await db
    .update(companies)
    .set({ deactivatedAt: isDeactivated ? sql`now()` : null, updatedAt: sql`now()` })
    .where(sql`${companies.id} = any(${sql.param([...ids])}::uuid[])`);
}

/** The id of a company, and those of all that were merged into it, by way of others, too. */
export async function listFamilyOfCompany(db: Db, id: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with recursive family(id) as (
      select ${id}::uuid union select c.id from ${companies} c join family on c.merged_into = family.id
    ) select id from family`);
  return rows.map((row) => row.id);
}

/**
 * Leaves of a company that nobody is in any more, and of those that were merged into it, no more than that it was: a household's name, address
 * book and answers are its person's. Its orders keep what they say themselves.
 */
export async function blankCompany(db: Db, id: string): Promise<void> {
  const ids = await listFamilyOfCompany(db, id);
  await db.delete(companyAddresses).where(inArray(companyAddresses.companyId, ids));
  await db.delete(companyInvitations).where(inArray(companyInvitations.companyId, ids));
  const name = sql`left(${companies.id}::text, 8)`;
  const nothing = { fields: {}, domains: [], connectionId: null, takesRequests: false };
  await db
    .update(companies)
    .set({ name, nameKey: name, ...nothing, updatedAt: sql`now()` })
    .where(inArray(companies.id, ids));
}

/** The name of another company that one of these domains belongs to, with the domain; null if there is none. */
export async function findOwnerOfDomain(
  db: Db,
  domains: readonly string[],
  exceptId: string,
): Promise<{ name: string; domain: string } | null> {
  for (const domain of domains) {
    const [found] = await db
      .select({ name: companies.name })
      .from(companies)
      .where(and(sql`${domain} = any(${companies.domains})`, ne(companies.id, exceptId), isNull(companies.mergedInto)))
      .limit(1);
    if (found) return { name: found.name, domain };
  }
  return null;
}
