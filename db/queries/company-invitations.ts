import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies, companyInvitations as invitations, userTypes } from "@/db/schema/companies";

type NewInvitation = {
  readonly companyId: string;
  readonly email: string;
  readonly userTypeId: string;
  /** Who invites: a colleague, or staff. */
  readonly invitedBy: string | null;
  readonly staffId: string | null;
  readonly lastsSeconds: number;
};

const isOpen = () => and(isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt));

/**
 * Invites an address, canonical, and answers the invitation's id. One that is open already is renewed: there is never a second one, however
 * many are sent at once.
 */
export async function upsertInvitation(db: Db, { email, lastsSeconds, ...row }: NewInvitation): Promise<string> {
  const renewed = { ...row, email, expiresAt: sql`now() + make_interval(secs => ${lastsSeconds})` };
  const [stored] = await db
    .insert(invitations)
    .values({ ...renewed, emailKey: email })
    .onConflictDoUpdate({
      target: [invitations.companyId, invitations.emailKey],
      targetWhere: sql`accepted_at is null and withdrawn_at is null`,
      set: renewed,
    })
    .returning({ id: invitations.id });
  if (!stored) throw new Error("the invitation was not stored");
  return stored.id;
}

/** An invitation with what it opens. */
export type Invitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

const selectInvitations = (db: Db) =>
  db
    .select({
      id: invitations.id,
      companyId: invitations.companyId,
      companyName: companies.name,
      isCompanyOpen: sql<boolean>`(${companies.deactivatedAt} is null and ${companies.mergedInto} is null)`,
      email: invitations.email,
      emailKey: invitations.emailKey,
      userTypeId: invitations.userTypeId,
      userTypeName: userTypes.name,
      permissions: userTypes.permissions,
      invitedBy: invitations.invitedBy,
      staffId: invitations.staffId,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      isExpired: sql<boolean>`${invitations.expiresAt} < now()`,
    })
    .from(invitations)
    .innerJoin(companies, eq(companies.id, invitations.companyId))
    .innerJoin(userTypes, eq(userTypes.id, invitations.userTypeId));

/** An invitation that was neither accepted nor withdrawn, expired or not; null if there is none. */
export async function findInvitation(db: Db, id: string) {
  const [found] = await selectInvitations(db).where(and(eq(invitations.id, id), isOpen()));
  return found ?? null;
}

/** The same of a company and an address. */
export async function findInvitationTo(db: Db, companyId: string, emailKey: string): Promise<Invitation | null> {
  const isMeant = and(eq(invitations.companyId, companyId), eq(invitations.emailKey, emailKey), isOpen());
  const [found] = await selectInvitations(db).where(isMeant);
  return found ?? null;
}

/** Those of a company that are neither accepted nor withdrawn, oldest first. */
export const listInvitations = (db: Db, companyId: string): Promise<Invitation[]> =>
  selectInvitations(db)
    .where(and(eq(invitations.companyId, companyId), isOpen()))
    .orderBy(asc(invitations.createdAt));

/** Notes that an invitation was accepted, and by whom; false if it ended meanwhile. */
export async function closeInvitation(db: Db, id: string, acceptedBy: string): Promise<boolean> {
  const closed = await db
    .update(invitations)
    .set({ acceptedAt: sql`now()`, acceptedBy })
    .where(and(eq(invitations.id, id), isOpen()))
    .returning({ id: invitations.id });
  return closed.length > 0;
}

/** Withdraws an invitation; false if it ended before. */
export async function withdrawInvitationRow(db: Db, id: string): Promise<boolean> {
  const withdrawn = await db
    .update(invitations)
    .set({ withdrawnAt: sql`now()` })
    .where(and(eq(invitations.id, id), isOpen()))
    .returning({ id: invitations.id });
  return withdrawn.length > 0;
}

/** Withdraws whatever a colleague has invited: with a place that ends, or does not count for a while, they end for good. */
export async function withdrawInvitationsBy(db: Db, invitedBy: string): Promise<void> {
  await db
    .update(invitations)
    .set({ withdrawnAt: sql`now()` })
    .where(and(eq(invitations.invitedBy, invitedBy), isOpen()));
}

/** Removes invitations 90 days after they were accepted or withdrawn, or ran out: whom somebody once invited is nobody's business for good. */
export async function deleteEndedInvitations(db: Db): Promise<void> {
  await db
    .delete(invitations)
    .where(
      sql`coalesce(${invitations.acceptedAt}, ${invitations.withdrawnAt}, ${invitations.expiresAt}) < now() - interval '90 days'`,
    );
}
