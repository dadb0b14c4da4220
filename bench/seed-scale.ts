import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { hashToken } from "@/core/security/token";

/** Some of the people that were made, spread over the whole shop. */
export type Holders = { emails: string[]; numbers: string[]; ids: string[]; cookies: string[]; staffCookie: string };

export const PASSWORD_OF_ALL = "four plain words of a benchmark";
const PIECE = 50_000;
const SAMPLE = 50;

/**
 * Fills a migrated database by SQL: customers of whom every second has an account, three orders each. No trigger runs; what the triggers
 * would have written is written at once.
 */
export async function seedScale(url: string, customers: number): Promise<Holders> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { statement_timeout: 0 },
  });
  try {
    const hash = await hashPassword(STANDARD_HASH, PASSWORD_OF_ALL);
    const indexes = await dropIndexes(sql);
    await sql`alter table customers disable trigger user`;
    await sql`alter table accounts disable trigger user`;
    for (let from = 1; from <= customers; from += PIECE) await seedPiece(sql, from, Math.min(customers, from + PIECE - 1), hash);
    for (const index of indexes) await sql.unsafe(index);
    await sql`alter table customers enable trigger user`;
    await sql`alter table accounts enable trigger user`;
    await sql`analyze`;
    return await readHolders(sql);
  } finally {
    await sql.end();
  }
}

/** Takes away the indexes of what is filled most, and answers what makes them again: at once costs a tenth of one by one. */
async function dropIndexes(sql: postgres.Sql): Promise<string[]> {
  const found = await sql<{ indexname: string; indexdef: string }[]>`
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename in ('orders', 'customer_keys') and indexname not like '%\_pkey' and indexname not like '%\_unique'`;
  for (const { indexname } of found) await sql.unsafe(`drop index "${indexname}"`);
  await sql`alter table customer_keys drop constraint customer_keys_pkey`;
  const key = "alter table customer_keys add constraint customer_keys_pkey primary key (standing, key, customer_id)";
  return [...found.map(({ indexdef }) => indexdef), key];
}

async function seedPiece(sql: postgres.Sql, from: number, to: number, hash: string): Promise<void> {
  await sql`
    insert into customers (number, number_key, first_name, last_name, email, email_key, origin, standing, created_at, last_order_at)
    select 'C' || n, 'C' || n, (array['Ann','Hans','María','Jörg','José','Lucía','Paul','Karin','Tom','Eva'])[1 + n % 10],
      (array['Archer','Müller','García','Smith','Schulze','Brown','Meier','López','Weber','Fischer','de la Cruz'])[1 + (n / 10) % 11] || case when n % 3 = 0 then '' else ' ' || chr(65 + n % 26) || to_hex(n) end,
      'person.' || n || '@mail' || n % 500 || '.example.com', 'person.' || n || '@mail' || n % 500 || '.example.com', 'import',
      case when n % 2 = 0 then 'active' else 'guest' end, now() - make_interval(secs => n), now() - make_interval(secs => n)
    from generate_series(${from}::int, ${to}::int) n`;
  await sql`
    insert into accounts (customer_id, email, email_key, email_verified_at, language)
    select id, email, email_key, now(), 'en' from customers
    where standing = 'active' and number_key in (select 'C' || n from generate_series(${from}::int, ${to}::int) n)`;
  await sql`
    insert into passwords (account_id, hash)
    select a.id, ${hash} from accounts a join customers c on c.id = a.customer_id
    where c.number_key in (select 'C' || n from generate_series(${from}::int, ${to}::int) n)`;
  await sql`
    insert into orders (number, customer_id, account_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents, placed_at)
    select 'W' || c.number || '-' || k, c.id, null, c.first_name, c.email, c.email_key, 'Elm Street 1', '04109', '04109', 'Leipzig', 'DE', 'en', 4200, c.created_at - make_interval(days => k)
    from customers c, generate_series(1, 3) k
    where c.number_key in (select 'C' || n from generate_series(${from}::int, ${to}::int) n)`;
  await sql`
    select add_customer_keys(array(select id from customers where number_key in (select 'C' || n from generate_series(${from}::int, ${to}::int) n)))`;
}

async function readHolders(sql: postgres.Sql): Promise<Holders> {
  const people = await sql<{ id: string; number: string; email: string; account: string }[]>`
    select c.id, c.number, c.email, a.id as account from accounts a join customers c on c.id = a.customer_id
    where a.id >= gen_random_uuid() order by a.id limit ${SAMPLE}`;
  const cookies: string[] = [];
  for (const { account } of people) {
    const token = randomBytes(32).toString("base64url");
    await sql`insert into sessions (token_hash, account_id, method, expires_at) values (${hashToken(token)}, ${account}, 'password', now() + interval '1 day')`;
    cookies.push(`foyer.sid=${token}`);
  }
  const token = randomBytes(32).toString("base64url");
  const [staff] = await sql<{ id: string }[]>`
    insert into staff (name, email, email_key, role, password_hash) values ('Bench', 'bench@example.com', 'bench@example.com', 'admin', 'none') returning id`;
  await sql`insert into staff_sessions (token_hash, staff_id, expires_at) values (${hashToken(token)}, ${staff?.id ?? ""}, now() + interval '9 hours')`;
  return {
    emails: people.map(({ email }) => email),
    numbers: people.map(({ number }) => number),
    ids: people.map(({ id }) => id),
    cookies,
    staffCookie: `foyer-staff=${token}`,
  };
}
