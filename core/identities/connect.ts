import { z } from "zod";
import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import { type Ctx, inTransaction } from "@/core/ctx";
import { type Asking, confirmOwner, type NotConfirmed } from "@/core/identities/confirm-owner";
import type { ErrandOf } from "@/core/identities/errand";
import { kindOf } from "@/core/identities/kind-of";
import { tellOwner } from "@/core/identities/tell-owner";
import { optionalText } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { lockHolder } from "@/db/queries/holders";
import { insertIdentity, lockHolderOfIdentity } from "@/db/queries/identities";
import type { Profile } from "@/providers/provider";

/** What the form that connects a way of signing in holds. */
export const connectInput = z.object({ connection: optionalText(64), password: optionalText(2000) });

type ConnectErrand = ErrandOf<"connect">;

/**
 * A signed-in customer asks to add a way of signing in, and confirms who they are: the errand that may then go to the provider, bound to
 * this session, this account and this connection (T-L6). Throws TooBusy.
 */
export async function startConnecting(
  ctx: Ctx,
  { connection: id, ...asking }: Asking & { readonly connection: string },
): Promise<Result<ConnectErrand, NotConfirmed | "sso.expired">> {
  const connection = findConnection(ctx, id);
  // A directory's form has no way back with an errand; its people are connected by their address (P-S3).
  if (connection?.door.kind !== "redirect") return fail("sso.expired");
  const confirmed = await confirmOwner(ctx, asking, "identity.connected");
  if (!confirmed.ok) return confirmed;
  return ok({ kind: "connect", connection: connection.id, by: asking.sessionId, accountId: asking.accountId });
}

/** Why an identity is not added. */
export type ConnectFailure = "sso.taken" | "sso.refused" | "sso.expired";

type Connecting = { readonly errand: ConnectErrand; readonly connection: Connection; readonly profile: Profile };

/**
 * Adds the identity of who came back to the account whose errand it was; the owner is told by mail. One that belongs to another account is
 * refused without a word about whose it is (T-L10). The caller has asked isStillAskedFor (T-L6).
 */
export function connect(ctx: Ctx, connecting: Connecting): Promise<Result<undefined, ConnectFailure>> {
  const { errand, connection, profile } = connecting;
  const { accountId } = errand;
  return inTransaction(ctx, async (tx) => {
    const holder = await lockHolder(tx.db, accountId);
    if (!holder || holder.isDeactivated) return fail("sso.refused");
    if (errand.connection !== connection.id) return fail("sso.expired");
    const key = { connection: connection.id, subject: profile.subject };
    if (await insertIdentity(tx.db, { ...key, accountId, kind: kindOf(connection) })) {
      await note(tx, connecting, "ok");
      await tellOwner(tx, holder, "identity-connected", connection);
      return ok();
    }
    if ((await lockHolderOfIdentity(tx.db, key))?.accountId === accountId) return ok();
    return fail("sso.taken", { supportCode: await note(tx, connecting, "sso.taken") });
  });
}

function note(tx: Ctx, { errand: { accountId }, connection }: Connecting, outcome: string): Promise<string> {
  return audit(tx, {
    actor: { kind: "customer", accountId },
    action: "identity.connected",
    target: { kind: "account", id: accountId },
    outcome,
    detail: { connection: connection.id, by: "owner" },
  });
}
