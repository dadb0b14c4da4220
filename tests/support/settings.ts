import { openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import type { SettingKey } from "@/settings/registry";
import { makeStaff } from "./make";
import type { Product } from "./product";

/** Changes settings of a running product, as another process would; it sees them within half a second. */
export async function changeSettings(
  product: Pick<Product, "databaseUrl">,
  changes: Partial<Record<SettingKey, string>>,
): Promise<void> {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  await storeSettings(
    db,
    Object.entries(changes).map(([key, value]) => ({ key, value })),
  );
  await end();
}

/** Names a person in charge, so that people can register. */
export async function openRegistration(product: Pick<Product, "databaseUrl">, changes: Partial<Record<SettingKey, string>> = {}) {
  const { db, end } = openDatabase(product.databaseUrl, 1);
  const { email } = await makeStaff({ db });
  await end();
  await changeSettings(product, { "registration.personInCharge": email, ...changes });
}
