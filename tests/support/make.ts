import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { STAFF_IDLE_SECONDS, STAFF_SESSION } from "@/core/staff/start-staff-session";
import { insertAccount, insertCustomer } from "@/db/queries/customers";
import { storePasswordHash } from "@/db/queries/sign-in";
import { findLiveStaffSession, insertStaffSession } from "@/db/queries/staff";
import { staff } from "@/db/schema/people";

/** A password that meets the rule and that no other test uses. */
export const freshPassword = (): string => `quiet ${randomBytes(6).toString("hex")} lighthouse`;

/** An address that no other test uses. */
export const freshEmail = (name = "ann"): string => `${name}.${randomBytes(5).toString("hex")}@example.com`;

/** A customer with an account, proven and active. */
export type MadeAccount = { accountId: string; customerId: string; number: string; email: string; password: string };

/** Makes a customer with an account as a completed registration leaves it. */
export async function makeAccount(
  ctx: Pick<Ctx, "db" | "hash">,
  options: { email?: string; password?: string; firstName?: string; lastName?: string } = {},
): Promise<MadeAccount> {
  const { email = freshEmail(), password = freshPassword(), firstName = "Ann", lastName = "Archer" } = options;
  const { id: customerId, number } = await insertCustomer(ctx.db, {
    firstName,
    lastName,
    email,
    emailKey: email,
    origin: "registration",
  });
  const accountId = await insertAccount(ctx.db, { customerId, email, emailKey: email, language: "en", cameBy: "registration" });
  await storePasswordHash(ctx.db, accountId, await hashPassword(ctx.hash, password));
  return { accountId, customerId, number, email, password };
}

/** Makes a staff member who can sign in. The first one made is usually the person in charge. */
export async function makeStaff(
  ctx: Pick<Ctx, "db">,
  options: { email?: string; role?: "agent" | "admin"; password?: string } = {},
) {
  const { email = freshEmail("staff"), role = "admin", password = freshPassword() } = options;
  const passwordHash = await hashPassword(STANDARD_HASH, password);
  const [made] = await ctx.db
    .insert(staff)
    .values({ name: "Sam Staff", email, emailKey: email, role, passwordHash })
    .returning({ id: staff.id });
  if (!made) throw new Error("no staff member was made");
  return { staffId: made.id, email, password, role };
}

/** A staff member with a session that has just begun, as use cases see who changes something dangerous. */
export async function freshOperator(ctx: Pick<Ctx, "db">, staffId: string, confirmPassword = "") {
  const tokenHash = randomBytes(16).toString("hex");
  await insertStaffSession(ctx.db, {
    tokenHash,
    staffId,
    maxAgeSeconds: inSeconds(STAFF_SESSION),
    address: null,
    userAgent: null,
  });
  const session = await findLiveStaffSession(ctx.db, tokenHash, { idleSeconds: STAFF_IDLE_SECONDS, freshSeconds: FRESH_SECONDS });
  if (!session) throw new Error("no session was made");
  return { kind: "staff", staffId, sessionId: session.id, confirmPassword } as const;
}

/** Moves instants of rows into the past: expiry is the database's to decide, so tests age rows. */
export async function age(
  ctx: Pick<Ctx, "db">,
  table: string,
  columns: readonly string[],
  by: string,
  where = "true",
): Promise<void> {
  const sets = columns.map((column) => `${column} = ${column} - interval '${by}'`).join(", ");
  await ctx.db.execute(sql.raw(`update ${table} set ${sets} where ${where}`));
}

/** Makes a customer whose account signs in with its number only, as staff make them; `contact` is where the shop writes to. */
export async function makeNumberAccount(
  ctx: Pick<Ctx, "db" | "hash">,
  { contact = freshEmail("nell") }: { contact?: string } = {},
): Promise<MadeAccount> {
  const account = await makeAccount(ctx, { email: freshEmail("unused") });
  await ctx.db.execute(sql`
    update accounts set email = null, email_key = null, email_verified_at = null, signs_in_with_email = false where id = ${account.accountId}`);
  await ctx.db.execute(sql`update customers set email = ${contact}, email_key = ${contact} where id = ${account.customerId}`);
  return { ...account, email: contact };
}
