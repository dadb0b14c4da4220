import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import type { ErrandOf } from "@/core/identities/errand";
import { fail, ok, type Result } from "@/core/result";
import { refuseTooMany } from "@/core/security/refuse-too-many";

/** Why nobody is sent to a provider. */
export type NotStarted = "limits.too-many" | "sso.loop" | "sso.gone";

type Starting = {
  /** The connection's id as the address has it. */
  readonly connection: string;
  /** The wanted page, or "". */
  readonly returnTo: string;
  /** Whether somebody pressed a button; or else whether this browser may be sent on by itself once more (P-A4). */
  readonly mayGo: boolean;
};

/** Somebody wants to sign in at a provider: the errand that they may go there with, and the connection. */
export async function startSignIn(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "connections">,
  { connection: id, returnTo, mayGo }: Starting,
): Promise<Result<{ readonly errand: ErrandOf<"sign-in">; readonly connection: Connection }, NotStarted>> {
  const refused = await refuseTooMany(ctx, "sso:address");
  if (refused) return refused;
  if (!mayGo) return fail("sso.loop");
  const connection = findConnection(ctx, id);
  // Not even noted: a link to what never was is anybody's to follow (T-K11).
  if (!connection) return fail("sso.gone");
  return ok({ errand: { kind: "sign-in", connection: connection.id, returnTo }, connection });
}
