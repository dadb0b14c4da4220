import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hours } from "@/core/duration";
import { emailAddress, requiredLine } from "@/core/input";
import { issueProof } from "@/core/proofs/issue-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { insertStaff, lockStaffByEmail } from "@/db/queries/staff";

/** What the command asks for. */
export const createAdminInput = z.object({ email: emailAddress(), name: requiredLine(100) });

/** How long the one-time link of a new staff member works. */
export const STAFF_SETUP = hours(24);

/** A link for the person at the keyboard of the server; it opens the back office once and stands nowhere else. */
export type CreatedAdmin = { readonly link: string };

/**
 * Adds an admin without a password and answers a one-time link that sets one. For an admin who never used the link: a new one, and the
 * old one ends. Anybody else with that address is refused: no command takes over somebody's access. There is no default account and no
 * page that makes one (T-A9).
 */
export function createAdmin(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "origin">,
  { email, name }: z.output<typeof createAdminInput>,
): Promise<Result<CreatedAdmin, "staff.exists">> {
  return inTransaction(ctx, async (tx) => {
    const staffId = (await insertStaff(tx.db, { name, email, emailKey: email, role: "admin" })) ?? (await findUnused(tx, email));
    if (staffId === null) return fail("staff.exists", { field: "email" });
    const { token } = await issueProof(tx, {
      purpose: "staff-setup",
      subject: { staffId },
      email,
      linkLasts: STAFF_SETUP,
      hasCode: false,
    });
    const target = { kind: "staff", id: staffId } as const;
    const detail = { email: maskEmail(email), role: "admin" };
    await audit(tx, { actor: { kind: "system" }, action: "staff.created", target, outcome: "ok", detail });
    return ok({ link: `${tx.origin}/admin/setup/${token}` });
  });
}

/** The admin with this address, if active and without a password yet. */
async function findUnused(ctx: Pick<Ctx, "db">, emailKey: string): Promise<string | null> {
  const known = await lockStaffByEmail(ctx.db, emailKey);
  const isUnused = known?.role === "admin" && known.passwordHash === null && known.deactivatedAt === null;
  return isUnused ? known.id : null;
}
