import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import {
  companies,
  companyAddresses,
  companyInvitations,
  companyPeople,
  companyRequests,
  partnerCodes,
} from "@/db/schema/companies";
import { orders } from "@/db/schema/shop";

/** What a company would bring into another one. */
export async function countBelongings(db: Db, companyId: string) {
  const count = (table: typeof orders | typeof partnerCodes | typeof companyAddresses) =>
    sql`(select count(*)::int from ${table} where company_id = ${companyId})`;
  const [row] = await db.execute<{ orders: number; codes: number; addresses: number }>(
    sql`select ${count(orders)} as orders, ${count(partnerCodes)} as codes, ${count(companyAddresses)} as addresses`,
  );
  return { orders: row?.orders ?? 0, codes: row?.codes ?? 0, addresses: row?.addresses ?? 0 };
}

/**
 * Moves all that belongs to one company to another, and closes it for good. Both are locked. Who is invited to both keeps the invitation
 * of the kept one, who asked both has asked the kept one, and what a directory calls the partner goes along: it may call only one of the
 * two by a name.
 */
export async function moveCompany(db: Db, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await db.execute(sql`
    update ${companyInvitations} set withdrawn_at = now()
    where company_id = ${from} and accepted_at is null and withdrawn_at is null and exists (
      select from ${companyInvitations} o where o.company_id = ${to} and o.email_key = ${companyInvitations.emailKey}
        and o.accepted_at is null and o.withdrawn_at is null)`);
  await db.execute(sql`
    delete from ${companyRequests} where company_id = ${from} and exists (
      select from ${companyRequests} o where o.company_id = ${to} and o.customer_id = ${companyRequests.customerId})`);
  // Codes first: who joins holds one until they are in, so whoever was faster than this is among the people that move.
  for (const table of [partnerCodes, companyPeople, companyInvitations, companyRequests, companyAddresses, orders])
    await db.execute(sql`update ${table} set company_id = ${to} where company_id = ${from}`);
  const [gone] = await db.execute<{
    directory_id: string | null;
    domains: string[];
    connection_id: string | null;
    fields: string;
  }>(sql`
    select directory_id, domains, connection_id, fields::text as fields from ${companies} where id = ${from}`);
  if (!gone) throw new Error("the company to merge is gone");
  await db.execute(sql`
    update ${companies} set merged_into = ${to}, deactivated_at = coalesce(deactivated_at, now()), domains = '{}', connection_id = null,
      takes_requests = false, directory_id = null, updated_at = now()
    where id = ${from}`);
  await db.execute(sql`
    update ${companies} set directory_id = coalesce(directory_id, ${gone.directory_id}::text),
      domains = array(select distinct unnest(domains || ${sql.param(gone.domains)}::text[]) order by 1),
      connection_id = coalesce(connection_id, ${gone.connection_id}::text), fields = ${gone.fields}::jsonb || fields, updated_at = now()
    where id = ${to}`);
}
