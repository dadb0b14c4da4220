import { openDatabase } from "@/db";
import { readSettingsVersion, storeSettings } from "@/db/queries/settings";
import type { SettingKey } from "@/settings/registry";
import { makeStaff } from "./make";
import { type Product, TEST_METRICS_TOKEN } from "./product";
import { Visitor } from "./visitor";
import { waitFor } from "./wait-for";

/** Changes settings of a running product, as another process would, and waits until it works by them. */
export async function changeSettings(
  product: Pick<Product, "url" | "databaseUrl">,
  changes: Partial<Record<SettingKey, string>>,
): Promise<void> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  await storeSettings(
    db,
    Object.entries(changes).map(([key, value]) => ({ key, value })),
  );
  const version = await readSettingsVersion(db);
  await end();
  await waitFor(async () => (await workedBy(product)) >= version, "the settings to take effect");
}

/** The version of the settings that the product works by, as it says itself. */
async function workedBy({ url }: Pick<Product, "url">): Promise<number> {
  const { body } = await new Visitor(url).ask("/api/metrics", { headers: { authorization: `Bearer ${TEST_METRICS_TOKEN}` } });
  return Number(/^foyer_settings_version (\d+)$/m.exec(body)?.[1] ?? 0);
}

/** Names a person in charge, so that people can register. */
export async function openRegistration(
  product: Pick<Product, "url" | "databaseUrl">,
  changes: Partial<Record<SettingKey, string>> = {},
): Promise<void> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  const { email } = await makeStaff({ db });
  await end();
  await changeSettings(product, { "registration.personInCharge": email, ...changes });
}
