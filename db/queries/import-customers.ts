import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, activations, customers, passwords } from "@/db/schema/people";

/** What the shop knows of the number and the address of a row. `id` is null where the number is nobody's yet. */
export type CustomerFacts = {
  readonly id: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly isErased: boolean;
  readonly isMerged: boolean;
  /** Or one that waits for its activation: a file makes no second one. */
  readonly hasAccount: boolean;
  /** Links for a new password of this customer go to the address that the shop writes to. */
  readonly isReachedHere: boolean;
  /** The row's address, or the one that stays where it says none, is that of another customer's account. */
  readonly isAddressTaken: boolean;
};

type Asked = {
  readonly numberKey: string;
  readonly email?: string | null | undefined;
  /** Makes an account, with the address that the shop writes to where the row says none. */
  readonly passwordHash: string | null;
};

/** The facts of each row, in the order of the rows. With `isLocked` the customers are held until the transaction ends. */
export async function findCustomersForImport(
  db: Db,
  asked: readonly Asked[],
  isLocked: boolean,
): Promise<readonly CustomerFacts[]> {
  const rows = JSON.stringify(
    asked.map(({ numberKey, email, passwordHash }, place) => {
      return { place, key: numberKey, email: email ?? null, takes: email === undefined && passwordHash !== null };
    }),
  );
  const given = sql`json_to_recordset(${rows}::text::json) as r(place int, key text, email text, takes boolean)`;
  if (isLocked) {
    // In one order, so that two imports never wait for each other.
    await db.execute(
      sql`select 1 from ${customers} c where c.number_key in (select r.key from ${given}) order by c.id for update`,
    );
  }
  const found = await db.execute<CustomerFacts>(sql`
    select c.id, coalesce(c.first_name, '') as "firstName", coalesce(c.last_name, '') as "lastName", c.email, c.phone,
      c.erased_at is not null as "isErased", c.merged_into is not null as "isMerged",
      a.id is not null or p.customer_id is not null as "hasAccount",
      a.id is not null and (a.email_key is null or not a.signs_in_with_email) as "isReachedHere",
      o.id is not null as "isAddressTaken"
    from ${given}
    left join ${customers} c on c.number_key = r.key
    left join ${accounts} a on a.customer_id = c.id
    left join ${activations} p on p.customer_id = c.id
    left join ${accounts} o on o.email_key = case when r.takes then c.email_key else r.email end and o.customer_id is distinct from c.id
    order by r.place`);
  return [...found];
}

/** A customer to be written: made without an `id`, changed with one; an account is made where there is a hash. */
export type CustomerWrite = {
  readonly id: string | null;
  readonly number: string;
  readonly numberKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** As ISO 8601; only for who is made. */
  readonly since: string | null;
  readonly language: string;
  readonly passwordHash: string | null;
};

/** Writes customers and accounts, many at a time. Throws a duplicate error if somebody was quicker. */
export async function writeImportedCustomers(db: Db, writes: readonly CustomerWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(writes)}::text::json) as r("id" uuid, "number" text, "numberKey" text,
    "firstName" text, "lastName" text, "email" text, "phone" text, "since" timestamptz, "language" text, "passwordHash" text)`;
  if (writes.some(({ id }) => id === null)) {
    // With the standing that the account gives in a moment: the trigger of accounts has nothing left to do then.
    await db.execute(sql`
      insert into ${customers} (number, number_key, first_name, last_name, email, email_key, phone, origin, standing, created_at)
      select r.number, r."numberKey", r."firstName", r."lastName", r.email, r.email, r.phone, 'import',
        case when r."passwordHash" is null then 'guest' else 'active' end, coalesce(r.since, now())
      from ${rows} where r.id is null`);
  }
  if (writes.some(({ id }) => id !== null)) {
    await db.execute(sql`
      update ${customers} c set first_name = r."firstName", last_name = r."lastName", email = r.email, email_key = r.email,
        phone = r.phone, updated_at = now()
      from ${rows} where c.id = r.id`);
  }
  if (writes.some(({ passwordHash }) => passwordHash !== null)) {
    await db.execute(sql`
      with made as (
        insert into ${accounts} (customer_id, email, email_key, language, came_by)
        select c.id, r.email, r.email, r.language, 'import'
        from ${rows} join ${customers} c on c.number_key = r."numberKey" where r."passwordHash" is not null
        returning id, customer_id)
      insert into ${passwords} (account_id, hash)
      select m.id, r."passwordHash"
      from ${rows} join ${customers} c on c.number_key = r."numberKey" join made m on m.customer_id = c.id`);
  }
}
