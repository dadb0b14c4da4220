import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { minutes } from "@/core/duration";
import { issueProof } from "@/core/proofs/issue-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { listActiveAdmins } from "@/db/queries/staff";

/** How long the link of `npm run admin:unlock` works. */
export const UNLOCK_LASTS = minutes(5);

/** A link for the person at the keyboard of the server, and whose it is. */
export type UnlockLink = { readonly link: string; readonly email: string };

/**
 * Makes a one-time link that lets an active admin set a new password and come in, without a second factor: for when password or
 * authenticator are lost, or locked (P-A6, T-X5). Needs the
 * server's keyboard, since no page makes one; a new link ends the one before. Without an address there must be exactly one admin.
 */
export async function createUnlockLink(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "origin">,
  wantedEmail: string | undefined,
): Promise<Result<UnlockLink, "staff.no-admin" | "staff.several-admins">> {
  const admins = await listActiveAdmins(ctx.db);
  const wanted = wantedEmail === undefined ? admins : admins.filter(({ emailKey }) => emailKey === canonicalEmail(wantedEmail));
  const [admin, ...others] = wanted;
  if (!admin) return fail("staff.no-admin");
  if (others.length > 0) return fail("staff.several-admins");
  return inTransaction(ctx, async (tx) => {
    const { id: staffId, email } = admin;
    const { token } = await issueProof(tx, {
      purpose: "unlock",
      subject: { staffId },
      email,
      linkLasts: UNLOCK_LASTS,
      hasCode: false,
    });
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: { kind: "system" }, action: "staff.unlock-link", target, outcome: "ok" });
    return ok({ link: `${tx.origin}/admin/unlock/${token}`, email });
  });
}
