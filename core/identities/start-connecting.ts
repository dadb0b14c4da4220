import { z } from "zod";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import type { ErrandOf } from "@/core/identities/errand";
import { optionalText } from "@/core/input";
import { type Asking, confirmOwner, confirmOwnerFields, type NotConfirmed } from "@/core/passwords/confirm-owner";
import { fail, ok, type Result } from "@/core/result";

/** What the form that connects a way of signing in holds. */
export const connectInput = z.object({ connection: optionalText(64), ...confirmOwnerFields });

/**
 * A signed-in customer asks to add a way of signing in, and confirms who they are: the errand that may then go to the provider, bound to
 * this session, this account and this connection (T-L6). Throws TooBusy.
 */
export async function startConnecting(
  ctx: Ctx,
  { connection: id, ...asking }: Asking & { readonly connection: string },
): Promise<Result<ErrandOf<"connect">, NotConfirmed | "sso.expired">> {
  const connection = findConnection(ctx, id);
  // A directory's form has no way back with an errand; its people are connected by their address (P-S3).
  if (connection?.door.kind !== "redirect") return fail("sso.expired");
  const confirmed = await confirmOwner(ctx, asking, "identity.connected");
  if (!confirmed.ok) return confirmed;
  return ok({ kind: "connect", connection: connection.id, by: asking.sessionId, accountId: asking.accountId });
}
