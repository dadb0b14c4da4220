import { sql } from "drizzle-orm";
import { isSecretField } from "@/core/connections/sealed-texts";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { raiseSettingsVersion } from "@/db/queries/settings";
import { connections } from "@/db/schema/connections";
import { type Product, TEST_SECRET } from "./product";
import { type Answer, Visitor } from "./visitor";
import { waitFor } from "./wait-for";

/** A connection to be stored. */
export type Wanted = {
  readonly id: string;
  /** "oidc" unless said. */
  readonly provider?: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly isEnabled?: boolean;
  readonly isDefault?: boolean;
  readonly position?: number;
};

/** Stores connections as the back office would, enabled and tested unless said, and raises the version. */
export async function insertConnections(db: Database["db"], wanted: readonly Wanted[], secret = TEST_SECRET): Promise<void> {
  const secrets = makeSecrets([secret]);
  for (const [at, { id, provider = "oidc", texts, isEnabled = true, isDefault = false, position = at + 1 }] of wanted.entries()) {
    const all = { label: `Sign in with ${id}`, ...texts };
    const fields = Object.fromEntries(
      Object.entries(all).map(([name, text]) => [
        name,
        isSecretField(provider, name) ? encrypt(secrets, "connections", text) : text,
      ]),
    );
    await db.insert(connections).values({ id, provider, fields, isEnabled, isDefault, position, testedAt: new Date() });
  }
  await raiseSettingsVersion(db);
}

/** Stores connections in a running product's database and waits until it offers the enabled ones. */
export async function connect(product: Pick<Product, "url" | "databaseUrl">, ...wanted: readonly Wanted[]): Promise<void> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  await insertConnections(db, wanted);
  await end();
  const enabled = wanted.filter(({ isEnabled = true }) => isEnabled).map(({ id }) => id);
  await waitFor(() => areOffered(product, enabled), "connections to be offered");
}

async function areOffered(product: Pick<Product, "url">, ids: readonly string[]): Promise<boolean> {
  const { body } = await new Visitor(product.url).ask("/sign-in");
  return ids.every((id) => body.includes(`/sign-in/go/${id}`) || body.includes(`/sign-in/directory/${id}`));
}

/** Changes stored connections by a piece of SQL and lets every process see it. */
export async function changeConnections(product: Pick<Product, "databaseUrl">, change: string): Promise<void> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  await db.execute(sql.raw(change));
  await raiseSettingsVersion(db);
  await end();
}

/** Where a page of ours sends its visitor: by a redirect, or after a form by a page that leads on. */
export function leadsTo({ location, headers }: Answer): string {
  const refresh = String(headers.refresh ?? "").replace(/^0; url=/, "");
  const url = location ?? refresh;
  if (!url) throw new Error("this answer leads nowhere");
  return url;
}

/** The path, on our own origin, of an address that a provider sends back to. */
export function backPath(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
