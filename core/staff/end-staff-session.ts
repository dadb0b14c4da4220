import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { hashToken } from "@/core/security/token";
import { deleteStaffSession } from "@/db/queries/staff";

/** Signs a staff member out: the row is gone, so the cookie is worthless wherever it still lies (T-K4). */
export async function endStaffSession(ctx: Pick<Ctx, "db" | "request">, token: string | undefined): Promise<void> {
  const staffId = token ? await deleteStaffSession(ctx.db, hashToken(token)) : null;
  if (staffId) await audit(ctx, { actor: { kind: "staff", staffId }, action: "staff.sign-out", outcome: "ok" });
}
