import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, type CameBy, customers } from "@/db/schema/people";

type NewCustomer = {
  /** Null lets Foyer give out the next number. */
  number?: { printed: string; key: string } | null;
  firstName: string;
  lastName: string;
  email: string | null;
  emailKey: string | null;
  phone?: string | null;
  origin: "guest" | "registration" | "staff" | "import" | "mail";
};

/** Adds a customer and answers id and number. */
export async function insertCustomer(db: Db, { number, ...row }: NewCustomer): Promise<{ id: string; number: string }> {
  const next = number ?? (await takeNextNumber(db));
  const [made] = await db
    .insert(customers)
    .values({ ...row, number: next.printed, numberKey: next.key })
    .returning({ id: customers.id, number: customers.number });
  if (!made) throw new Error("the customer was not stored");
  return made;
}

async function takeNextNumber(db: Db): Promise<{ printed: string; key: string }> {
  // An imported customer may hold a number of ours already: ask for the next free one.
  const [row] = await db.execute<{ number: string }>(sql`
    with recursive tried(number) as (
      select nextval('customer_numbers')::text
      union all
      select nextval('customer_numbers')::text from tried where exists (select 1 from ${customers} c where c.number_key = tried.number)
    )
    select number from tried where not exists (select 1 from ${customers} c where c.number_key = tried.number) limit 1`);
  if (!row) throw new Error("no customer number is left");
  return { printed: row.number, key: row.number };
}

type NewAccount = {
  customerId: string;
  email: string | null;
  emailKey: string | null;
  language: string;
  /** Whether it takes a seat hangs on this. */
  cameBy: CameBy;
  signsInWithEmail?: boolean;
  signsInWithNumber?: boolean;
};

/**
 * Adds an account whose address, if it has one, has just been proven, and answers its id. Throws a duplicate error if the address or the
 * customer has one.
 */
export async function insertAccount(db: Db, row: NewAccount): Promise<string> {
  const [made] = await db
    .insert(accounts)
    .values({ ...row, emailVerifiedAt: row.emailKey === null ? null : sql`now()` })
    .returning({ id: accounts.id });
  if (!made) throw new Error("the account was not stored");
  return made.id;
}

/** The customer of an account, or null. */
export async function findCustomerOfAccount(db: Db, accountId: string): Promise<string | null> {
  const [found] = await db.select({ id: accounts.customerId }).from(accounts).where(eq(accounts.id, accountId));
  return found?.id ?? null;
}

/** Writes down how a customer is called now; an empty name leaves what is there. Orders keep the name they were placed with. */
export async function renameCustomer(db: Db, id: string, names: { firstName: string; lastName: string }): Promise<void> {
  const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name !== ""));
  await db
    .update(customers)
    .set({ ...given, updatedAt: sql`now()` })
    .where(eq(customers.id, id));
}

type Answered = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string | null;
  /** Own fields by their key; an empty one is taken away, and those that are not named stay as they are. */
  readonly fields: Readonly<Record<string, string>>;
};

/** Writes down what was answered about a customer, unless they were erased. Says nothing to what signs in. */
export async function storeAnswers(db: Db, id: string, { fields, ...columns }: Answered): Promise<void> {
  const changed = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value === "" ? null : value]));
  await db
    .update(customers)
    .set({
      ...columns,
      fields: sql`jsonb_strip_nulls(${customers.fields} || ${JSON.stringify(changed)}::text::jsonb)`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(customers.id, id), isNull(customers.erasedAt)));
}

/** What an account's customer record holds, and the keys of the fields that were asked for after a sign-in already; null if there is none. */
export async function findAnswered(db: Db, accountId: string) {
  const [found] = await db
    .select({
      customerId: customers.id,
      firstName: customers.firstName,
      lastName: customers.lastName,
      phone: customers.phone,
      fields: customers.fields,
      askedFields: accounts.askedFields,
    })
    .from(accounts)
    .innerJoin(customers, eq(customers.id, accounts.customerId))
    .where(eq(accounts.id, accountId));
  return found ?? null;
}

/** Notes that an account was asked for these fields: nobody is asked twice. */
export async function addAskedFields(db: Db, accountId: string, keys: readonly string[]): Promise<void> {
  const more = sql.join(
    keys.map((key) => sql`${key}::text`),
    sql`, `,
  );
  await db
    .update(accounts)
    .set({ askedFields: sql`(select array(select distinct unnest(${accounts.askedFields} || array[${more}])))` })
    .where(eq(accounts.id, accountId));
}
