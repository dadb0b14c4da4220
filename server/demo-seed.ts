import { canonicalPostcode } from "@/core/orders/postcode";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { type Db, openDatabase } from "@/db";
import { findActiveStaff } from "@/db/queries/staff";
import { cast } from "@/db/seed/cast";
import { fillShop, isEmptyShop, lockSeeding } from "@/db/seed/fill-shop";
import { castTable } from "@/server/demo-cast";
import { getEnv } from "@/settings/env";

/**
 * Fills an empty shop with goods and a cast, and answers what to print at the start: the cast with its passwords. A shop that anybody
 * has put anything into stays as it is, and nothing is printed of a cast that is not there.
 */
export async function seedDemoShop(databaseUrl: string): Promise<string> {
  const { db, end } = openDatabase(databaseUrl, 1);
  try {
    if (await isEmptyShop(db)) await fill(db);
    const admin = cast.find(({ role }) => role === "admin");
    const isOurs = admin !== undefined && (await findActiveStaff(db, admin.email)) !== null;
    return isOurs ? castTable(getEnv().publicUrl) : "";
  } finally {
    await end();
  }
}

async function fill(db: Db): Promise<void> {
  const hashed = cast.map(async (member) => ({
    ...member,
    hash: member.password === null ? null : await hashPassword(STANDARD_HASH, member.password),
  }));
  // Hashing comes first: no transaction stays open over it.
  const people = await Promise.all(hashed);
  await db.transaction(async (tx) => {
    await lockSeeding(tx);
    if (await isEmptyShop(tx)) await fillShop(tx, people, canonicalPostcode);
  });
}
