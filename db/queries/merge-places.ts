import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyInvitations, companyPeople, companyRequests, userTypes } from "@/db/schema/companies";
import type { MovedPlace, MovedRequest } from "@/db/schema/merges";

type Pair = { readonly keptId: string; readonly mergedId: string };

/** The companies that these customers have a place in, each once. */
export async function listCompaniesOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: companyPeople.companyId })
    .from(companyPeople)
    .where(inArray(companyPeople.customerId, [...ids]));
  return rows.map(({ id }) => id);
}

const place = {
  companyId: companyPeople.companyId,
  userTypeId: companyPeople.userTypeId,
  joinedAt: sql<string>`${companyPeople.joinedAt}::text`,
  deactivatedAt: sql<string | null>`${companyPeople.deactivatedAt}::text`,
};

/**
 * Gives the kept customer the merged one's place in a company, with the invitations that wait under it; if the kept one has a place, the other
 * one ends, and its invitations with it: nobody stands for them any more. Answers what the merged one had. Both are locked, and the company.
 */
export async function movePlaceToKept(db: Db, { keptId, mergedId }: Pair): Promise<MovedPlace | undefined> {
  const [moved] = await db
    .update(companyPeople)
    .set({ customerId: keptId })
    .where(
      and(eq(companyPeople.customerId, mergedId), sql`not exists (select from company_people k where k.customer_id = ${keptId})`),
    )
    .returning(place);
  if (moved) return { ...moved, isMoved: true, invitations: await moveInvitations(db, { keptId, mergedId, ...moved }) };
  const keptUserTypeId = sql<string>`(select k.user_type_id from company_people k where k.customer_id = ${keptId})`;
  const [ended] = await db
    .delete(companyPeople)
    .where(eq(companyPeople.customerId, mergedId))
    .returning({ ...place, keptUserTypeId });
  return ended && { ...ended, isMoved: false, invitations: [] };
}

async function moveInvitations(db: Db, { keptId, mergedId, companyId }: Pair & { companyId: string }): Promise<string[]> {
  const { invitedBy, acceptedAt, withdrawnAt } = companyInvitations;
  const moved = await db
    .update(companyInvitations)
    .set({ invitedBy: keptId })
    .where(and(eq(invitedBy, mergedId), eq(companyInvitations.companyId, companyId), isNull(acceptedAt), isNull(withdrawnAt)))
    .returning({ id: companyInvitations.id });
  return moved.map(({ id }) => id);
}

const hasPlace = (customerId: string) => sql`exists (select from company_people p where p.customer_id = ${customerId})`;

/**
 * The kept customer asks whom the merged one asked, unless they have done so themselves; who has a place asks nobody. What was decided stays
 * so for the kept one. Answers what both had asked for. After movePlaceToKept.
 */
export async function moveRequestsToKept(db: Db, { keptId, mergedId }: Pair): Promise<MovedRequest[]> {
  const { customerId, companyId, askedAt, endedAt } = companyRequests;
  const at = sql<string>`${companyRequests.createdAt}::text`;
  const before = await db
    .select({
      customerId,
      companyId,
      createdAt: at,
      askedAt: sql<string | null>`${askedAt}::text`,
      endedAt: sql<string | null>`${endedAt}::text`,
    })
    .from(companyRequests)
    .where(inArray(customerId, [keptId, mergedId]));
  const hasAsked = sql`exists (select from company_requests k where k.customer_id = ${keptId} and k.company_id = ${companyId})`;
  const moved = await db
    .update(companyRequests)
    .set({ customerId: keptId })
    .where(sql`${customerId} = ${mergedId} and (${endedAt} is not null or not ${hasPlace(keptId)}) and not ${hasAsked}`)
    .returning({ companyId });
  await db
    .delete(companyRequests)
    .where(sql`${endedAt} is null and (${customerId} = ${mergedId} or (${customerId} = ${keptId} and ${hasPlace(keptId)}))`);
  const goes = (id: string) => moved.some((one) => one.companyId === id);
  return before.map((request) => ({ ...request, isMoved: request.customerId === mergedId && goes(request.companyId) }));
}

/** Gives a place that a merge moved to the merged customer again, as it is now, with the invitations that still wait. */
export async function movePlaceBack(db: Db, { keptId, mergedId }: Pair, { companyId, invitations }: MovedPlace): Promise<void> {
  const back = await db
    .update(companyPeople)
    .set({ customerId: mergedId })
    .where(and(eq(companyPeople.customerId, keptId), eq(companyPeople.companyId, companyId)))
    .returning({ id: companyPeople.customerId });
  if (back.length === 0 || invitations.length === 0) return;
  await db
    .update(companyInvitations)
    .set({ invitedBy: mergedId })
    .where(and(inArray(companyInvitations.id, [...invitations]), eq(companyInvitations.invitedBy, keptId)));
}

/**
 * Makes a place anew that a merge ended, if the kept customer still is in that company and the user type is still there. Where the company has
 * given the kept one another user type since, it meant both: the place comes back with no more than that allows.
 */
export async function remakePlace(db: Db, { keptId, mergedId }: Pair, ended: MovedPlace): Promise<void> {
  await db.execute(sql`
    insert into ${companyPeople} (customer_id, company_id, user_type_id, joined_at, deactivated_at)
    select ${mergedId}::uuid, k.company_id,
      case when now.id = ${ended.keptUserTypeId ?? null}::uuid or 'administrator' = any(now.permissions) or was.permissions <@ now.permissions
        then was.id else now.id end,
      ${ended.joinedAt}::timestamptz, coalesce(${ended.deactivatedAt}::timestamptz, k.deactivated_at)
    from ${companyPeople} k join ${userTypes} now on now.id = k.user_type_id join ${userTypes} was on was.id = ${ended.userTypeId}
    where k.customer_id = ${keptId} and k.company_id = ${ended.companyId} on conflict do nothing`);
}

/** Puts requests back that a merge moved and nobody decided on, or that it ended; not for who has a place. After the places are back. */
export async function moveRequestsBack(db: Db, { keptId, mergedId }: Pair, requests: readonly MovedRequest[]): Promise<void> {
  for (const { customerId, companyId, createdAt, askedAt = createdAt, endedAt = null, isMoved } of requests) {
    if (isMoved)
      await db.execute(sql`
        update ${companyRequests} set customer_id = ${mergedId}
        where customer_id = ${keptId} and company_id = ${companyId} and created_at = ${createdAt}::timestamptz
          and not exists (select from company_requests m where m.customer_id = ${mergedId} and m.company_id = ${companyId})`);
    else if (endedAt === null)
      await db.execute(sql`
        insert into ${companyRequests} (customer_id, company_id, created_at, asked_at)
        select ${customerId}::uuid, c.id, ${createdAt}::timestamptz, ${askedAt}::timestamptz from ${companies} c
        where c.id = ${companyId} and c.deactivated_at is null and not ${hasPlace(customerId)} on conflict do nothing`);
  }
}
