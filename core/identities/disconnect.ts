import { z } from "zod";
import { findConnection } from "@/core/connections/enabled-connections";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hasOtherThan, isPasswordWay, keyOf } from "@/core/identities/list-ways";
import { tellOwner } from "@/core/identities/tell-owner";
import { optionalText } from "@/core/input";
import { type Asking, confirmOwner, confirmOwnerFields, type NotConfirmed } from "@/core/passwords/confirm-owner";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { lockHolder } from "@/db/queries/holders";
import { deleteIdentity, listIdentityRows } from "@/db/queries/identities";
import { deleteSessionsBy } from "@/db/queries/sessions";

/** What the form that disconnects a way of signing in holds. */
export const disconnectInput = z.object({ way: optionalText(64), ...confirmOwnerFields });

type Code = NotConfirmed | "access.not-found" | "sso.last-way";

/**
 * Takes a way of signing in away from its owner's account, never the last one that works (T-L9). Whoever was signed in by it elsewhere is
 * signed out, and the owner is told by mail. What is not among the account's own ways does not exist. Throws TooBusy.
 */
export async function disconnect(
  ctx: Ctx,
  { way, ...asking }: Asking & { readonly way: string },
): Promise<Result<undefined, Code>> {
  const { accountId, sessionId } = asking;
  if (!(await listIdentityRows(ctx.db, accountId)).some(isNamed(way))) return fail("access.not-found");
  const confirmed = await confirmOwner(ctx, asking, "identity.disconnected");
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    // One at a time: two at once must not take both of two ways.
    const holder = await lockHolder(tx.db, accountId);
    const rows = await listIdentityRows(tx.db, accountId);
    const gone = rows.find(isNamed(way));
    if (!holder || !gone) return fail("access.not-found");
    if (!hasOtherThan(gone, rows, tx) && !(await isPasswordWay(tx, accountId))) return fail("sso.last-way");
    await deleteIdentity(tx.db, gone);
    await deleteSessionsBy(tx.db, { accountId, method: gone.connection, exceptId: sessionId });
    await audit(tx, {
      actor: { kind: "customer", accountId },
      action: "identity.disconnected",
      target: { kind: "account", id: accountId },
      outcome: "ok",
      detail: { connection: gone.connection },
    });
    const label = findConnection(tx, gone.connection)?.label ?? gone.connection;
    await tellOwner(tx, holder, "identity-disconnected", { label });
    return ok();
  });
}

const isNamed =
  (way: string) =>
  ({ connection, subject }: { readonly connection: string; readonly subject: string }): boolean =>
    keyOf(connection, subject) === way;
