import { canonicalPostcode } from "@/core/orders/postcode";
import { startRegistration } from "@/core/registration/start-registration";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { decrypt, makeSecrets } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";
import { type Db, openDatabase } from "@/db";
import { findActiveStaff } from "@/db/queries/staff";
import { type CastMember, cast } from "@/db/seed/cast";
import { fillShop, isEmptyShop, lockSeeding } from "@/db/seed/fill-shop";
import { castTable } from "@/server/demo-cast";
import { getEnv } from "@/settings/env";
import { loadSettings } from "@/settings/store";

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
    if (!(await isEmptyShop(tx))) return;
    await fillShop(tx, people, canonicalPostcode);
    await register(tx, pending);
  });
}

const [pending] = cast.filter(({ role }) => role === "pending");

/** Registers somebody as the form does: the mail leaves, and the link in it works. */
async function register(db: Db, person: CastMember | undefined): Promise<void> {
  if (!person?.password) return;
  const { authSecrets, publicUrl } = getEnv();
  const secrets = makeSecrets(authSecrets);
  const { values } = await loadSettings(db, (sealed) => decrypt(secrets, "settings", sealed));
  const request = { address: "the demo", userAgent: "", language: "en" } as const;
  const started = await startRegistration(
    { db, settings: values, connections: [], secrets, origin: publicUrl, request, now: new Date(), hash: STANDARD_HASH },
    { ...person, password: person.password, browser: newToken(), isSignedIn: false, captcha: "", returnTo: "" },
  );
  if (!started.ok) throw new Error(`${person.email} could not register: ${started.code}`);
}
