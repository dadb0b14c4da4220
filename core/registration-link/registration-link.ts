import { type Ctx, inTransaction } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { decrypt, encrypt } from "@/core/security/secrets";
import { hashToken, newToken } from "@/core/security/token";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findCurrentLink, insertFirstLink, replaceLink } from "@/db/queries/registration-links";

/** The address that a shop hands out for registering, and since when it is valid. */
export type RegistrationLink = { readonly url: string; readonly madeAt: Date };

/** The registration link for staff to hand out (P-R14); null while there is none, or none that can be read any more. Changes nothing. */
export async function findRegistrationLink(ctx: Pick<Ctx, "db" | "secrets" | "origin">): Promise<RegistrationLink | null> {
  const current = await findCurrentLink(ctx.db);
  const token = current && decrypt(ctx.secrets, "registration-link", current.sealed);
  return current && token ? { url: `${ctx.origin}/join/${token}`, madeAt: current.createdAt } : null;
}

/** Makes the link when registration opens for the first time. From then on it stays the same until somebody renews it. */
export async function makeFirstLink(ctx: Pick<Ctx, "db" | "secrets">): Promise<void> {
  if (!(await findCurrentLink(ctx.db))) await insertFirstLink(ctx.db, { ...newLink(ctx), staffId: null });
}

/** Makes a new link. The one before is worth nothing from this moment on, also for whoever has begun by it and not finished. */
export async function renewRegistrationLink(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  staffId: string,
): Promise<Result<undefined, "staff.not-permitted">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    await replaceLink(tx.db, { ...newLink(tx), staffId });
    await audit(tx, { actor, action: "registration.link-renewed", outcome: "ok" });
    return ok();
  });
}

function newLink(ctx: Pick<Ctx, "secrets">): { tokenHash: string; sealed: string } {
  const token = newToken();
  return { tokenHash: hashToken(token), sealed: encrypt(ctx.secrets, "registration-link", token) };
}
