import { addConnection } from "@/core/connections/add-connection";
import { saveConnection } from "@/core/connections/save-connection";
import { sealTexts, unsealTexts } from "@/core/connections/sealed-texts";
import { type Ctx, inTransaction } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { findConnectionRow, updateConnection } from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";
import type { DemoProviderAccess } from "@/server/demo-provider";
import { DEMO_CLIENT_ID } from "@/server/demo-provider-keys";

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin">;

/** The id of the demo's connection: it stands in its callback's address, which its provider has to know. */
export const DEMO_CONNECTION = "oidc-wren-id";

const by = { kind: "system" } as const;

/**
 * Adds a connection to the demo's provider, disabled and untested: for an admin to try out. Its word about an address is trusted, which
 * lets somebody new in without a code; an account that exists is still opened by its mailbox only (P-S3).
 */
export async function addDemoConnection(ctx: Asking, { issuer, clientId, clientSecret }: DemoProviderAccess): Promise<void> {
  // A connection takes its id from its first name.
  const texts = { label: "Wren ID", logo: "key", issuer, clientId, clientSecret, trustEmail: "true" };
  const added = await addConnection(ctx, { provider: "oidc", changes: { texts }, by });
  if (!added.ok) throw new Error(`the demo's connection could not be added: ${added.code}`);
  const { id } = added.value;
  const named = await saveConnection(ctx, { id, changes: { texts: { label: "Continue with Wren ID" } }, by });
  if (!named.ok) throw new Error(`the demo's connection could not be named: ${named.code}`);
}

/**
 * Lets the demo's connection follow its provider to another port, if it still is the one that was seeded. Past the rule that an issuer with
 * identities stays (T-L6), and without voiding its test: the same provider with the same keys and people only listens elsewhere.
 */
export async function followDemoProvider(ctx: Asking, { issuer, clientSecret }: DemoProviderAccess): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const row = await findConnectionRow(tx.db, DEMO_CONNECTION);
    const known = row ? unsealTexts(tx.secrets, row) : {};
    const isSeeded = known.clientId === DEMO_CLIENT_ID && /^http:\/\/localhost:\d+$/.test(known.issuer ?? "");
    if (!row || !isSeeded || (known.issuer === issuer && known.clientSecret === clientSecret)) return;
    const fields = { ...row.fields, ...sealTexts(tx.secrets, row.provider, { issuer, clientSecret }) };
    await updateConnection(tx.db, DEMO_CONNECTION, { ...row, fields }, false);
    await raiseSettingsVersion(tx.db);
    const target = { kind: "connection", id: DEMO_CONNECTION } as const;
    const detail = { issuer: `${known.issuer} → ${issuer}` };
    await audit(tx, { actor: by, action: "connection.changed", target, outcome: "ok", detail });
  });
}
