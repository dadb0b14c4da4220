import type { Connection } from "@/core/connections/connection";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { ErrandOf } from "@/core/identities/errand";
import { kindOf } from "@/core/identities/kind-of";
import { tellOwner } from "@/core/identities/tell-owner";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { lockOpenHolder } from "@/db/queries/holders";
import { insertIdentity, lockHolderOfIdentity } from "@/db/queries/identities";
import { isSessionOf } from "@/db/queries/sessions";
import type { Profile } from "@/providers/provider";

/** Why an identity is not added. */
export type ConnectFailure = "sso.taken" | "sso.refused" | "sso.expired";

type Connecting = { readonly errand: ErrandOf<"connect">; readonly connection: Connection; readonly profile: Profile };

/**
 * Adds the identity of who came back to the account whose errand it was; the owner is told by mail. One that belongs to another account is
 * refused without a word about whose it is (T-L10). The caller has asked isStillAskedFor (T-L6); the provider may have taken its time
 * since, so the session is looked for again, behind whatever a new password has ended (T-P7, T-P9).
 */
export function connect(ctx: Ctx, connecting: Connecting): Promise<Result<undefined, ConnectFailure>> {
  const { errand, connection, profile } = connecting;
  const { accountId } = errand;
  return inTransaction(ctx, async (tx) => {
    const holder = await lockOpenHolder(tx.db, accountId);
    if (!holder) return fail("sso.refused");
    const isGood = errand.connection === connection.id && (await isSessionOf(tx.db, errand.by, accountId));
    if (!isGood) return fail("sso.expired");
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
