import type { ConnectionChanges } from "@/core/connections/read-connection-form";
import { readConnectionTexts } from "@/core/connections/read-connection-texts";
import type { SavedConnection } from "@/core/connections/save-connection";
import { sealTexts, textInLog } from "@/core/connections/sealed-texts";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { FailureCode } from "@/core/failures";
import { fail, failAll, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { clearOtherDefaults, insertConnection, listConnectionRows } from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";
import type { Provider } from "@/providers/provider";
import { findProvider } from "@/providers/registry";

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin">;

/**
 * Adds a connection of a kind, disabled whatever was asked for, with an id that never changes. Its fields may still have gaps. Throws
 * TooBusy.
 */
export async function addConnection(
  ctx: Asking,
  { provider, changes, by }: { provider: string; changes: ConnectionChanges; by: Operator },
): Promise<Result<SavedConnection, FailureCode>> {
  const refused = await refuseUnpermitted(ctx, by, "connections.edit");
  if (refused) return refused;
  const kind = findProvider(provider);
  if (!kind) return fail("connection.not-found");
  const { texts, problems } = readConnectionTexts(ctx, { kind, before: {}, changes: changes.texts, mayHaveGaps: true });
  const [first, ...more] = problems;
  if (first) return failAll(first, ...more);
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const taken = (await listConnectionRows(tx.db)).map((row) => row.id);
    const id = freeId(kind, texts.label ?? "", taken);
    const isDefault = changes.isDefault === true;
    if (isDefault) await clearOtherDefaults(tx.db, id);
    await insertConnection(tx.db, { id, provider, fields: sealTexts(tx.secrets, provider, texts), isDefault });
    await raiseSettingsVersion(tx.db);
    const detail = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, textInLog(provider, name, text)]));
    const target = { kind: "connection", id } as const;
    await audit(tx, { actor: actorOf(by), action: "connection.added", target, outcome: "ok", detail });
    return ok({ id, changed: Object.keys(texts) });
  });
}

/** google, google-2; oidc-staff. Stands in the callback's address, so it is short and plain; "new" is a page of the back office. */
function freeId({ id, placeField }: Provider, label: string, taken: readonly string[]): string {
  const slug = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = placeField === null || slug === "" ? id : `${id}-${shortened(slug)}`;
  const numbered = [base, ...taken.map((_, at) => `${base}-${at + 2}`)];
  return numbered.find((one) => !taken.includes(one)) ?? `${base}-${taken.length + 2}`;
}

/** At most 30 characters, and no word that ends in the middle. */
const shortened = (slug: string): string =>
  slug.length > 30
    ? slug
        .slice(0, 31)
        .replace(/-[^-]*$/, "")
        .slice(0, 30)
    : slug;
