import { readConnection } from "@/core/connections/connection";
import { lookAtProvider } from "@/core/connections/look-at-provider";
import { type Ctx, inTransaction } from "@/core/ctx";
import { seconds } from "@/core/duration";
import { outsideOf } from "@/core/net/outside";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import {
  type ConnectionChecks,
  type ConnectionRow,
  findConnectionRow,
  hasIdentities,
  storeConnectionChecks,
  updateConnection,
} from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

/** Whether a test sign-in can follow. */
export type Checked = { readonly isGood: boolean };

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash" | "settings" | "origin" | "now">;

/**
 * The first half of a test: looks at a connection's provider from this server and keeps what was found (T-A6: for admins only, after they
 * said who they are). Whether the issuer ends with a slash is settled here, as the provider writes it. A kind without a discovery document
 * has nothing to look at. Throws TooBusy.
 */
export async function checkConnection(
  ctx: Asking,
  { id, by }: { id: string; by: Operator },
): Promise<Result<Checked, "connection.not-found" | "connection.unusable" | ConfirmFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, by, "connections.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const row = await findConnectionRow(ctx.db, id);
  if (!row) return fail("connection.not-found");
  const door = readConnection(ctx.secrets, row)?.door;
  if (door?.kind !== "redirect") return fail("connection.unusable");
  const outside = outsideOf(ctx, seconds(9));
  const look = door.issuer === null ? { lines: [], issuer: null } : await lookAtProvider(outside, door.issuer);
  const isGood = look.lines.every(({ outcome }) => outcome !== "bad");
  await inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    if (look.issuer !== null) await settleIssuer(tx, row, look.issuer);
    await storeConnectionChecks(tx.db, id, { at: tx.now.toISOString(), lines: look.lines } satisfies ConnectionChecks);
    const target = { kind: "connection", id } as const;
    const bad = look.lines.filter(({ outcome }) => outcome === "bad").map(({ check }) => check);
    const detail = bad.length > 0 ? { bad: bad.join(", ") } : {};
    await audit(tx, {
      actor: actorOf(by),
      action: "connection.checked",
      target,
      outcome: isGood ? "ok" : "sso.unavailable",
      detail,
    });
  });
  return ok({ isGood });
}

/** Stores the issuer as the provider writes it, unless the connection was changed meanwhile or people sign in through it already. */
async function settleIssuer(tx: Pick<Ctx, "db">, before: ConnectionRow, issuer: string): Promise<void> {
  const row = await findConnectionRow(tx.db, before.id);
  if (!row || row.fields.issuer !== before.fields.issuer || (await hasIdentities(tx.db, row.id))) return;
  const { isEnabled, isDefault } = row;
  await updateConnection(tx.db, row.id, { fields: { ...row.fields, issuer }, isEnabled, isDefault }, true);
  await raiseSettingsVersion(tx.db);
}
