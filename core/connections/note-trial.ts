import type { Connection } from "@/core/connections/connection";
import { claimLines, sealTrial, shownProfile } from "@/core/connections/trial";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { Trouble } from "@/core/identities/trouble";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { storeConnectionTrial } from "@/db/queries/connections";
import { raiseSettingsVersion } from "@/db/queries/settings";
import type { Claims, Profile } from "@/providers/provider";

type Outcome =
  | { readonly profile: Profile; readonly claims: Claims; readonly trouble?: never }
  | { readonly trouble: Trouble | "directory.person"; readonly profile?: never; readonly claims?: never };

/**
 * The second half of a test: keeps what came back from the provider for the admin to look at, and makes nobody and nothing of it. If
 * somebody came back who could be let in, the connection counts as tested (P-A6), unless it was changed meanwhile. Refused to who may not
 * set up connections any more.
 */
export async function noteTrial(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "now">,
  { connection, staffId, ...outcome }: { connection: Pick<Connection, "id" | "changedAt">; staffId: string } & Outcome,
): Promise<Result<{ readonly isTested: boolean }, "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "connections.edit");
  if (refused) return refused;
  const trouble = outcome.trouble ?? null;
  const profile = outcome.profile ? shownProfile(outcome.profile) : null;
  const claims = claimLines(outcome.claims ?? {});
  const trial = sealTrial(ctx.secrets, { at: ctx.now.toISOString(), staffId, trouble, profile, claims });
  const { id, changedAt } = connection;
  return inTransaction(ctx, async (tx) => {
    const isUnchanged = await storeConnectionTrial(tx.db, { id, changedAt, trial, isGood: trouble === null });
    const isTested = isUnchanged && trouble === null;
    if (isTested) await raiseSettingsVersion(tx.db);
    await audit(tx, {
      actor: { kind: "staff", staffId },
      action: "connection.tested",
      target: { kind: "connection", id },
      outcome: trouble ?? (isTested ? "ok" : "form.out-of-date"),
    });
    return ok({ isTested });
  });
}
