import { sendActivation } from "@/core/activation/send-activation";
import { canonicalPostcode } from "@/core/orders/postcode";
import { startRegistration } from "@/core/registration/start-registration";
import { makeFirstLink } from "@/core/registration-link/registration-link";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { decrypt, makeSecrets } from "@/core/security/secrets";
import { newToken } from "@/core/security/token";
import { type Db, openDatabase } from "@/db";
import { findActiveStaff } from "@/db/queries/staff";
import { type CastMember, cast } from "@/db/seed/cast";
import { fillShop, isEmptyShop, lockSeeding } from "@/db/seed/fill-shop";
import { castTable } from "@/server/demo-cast";
import { addDemoCompanies } from "@/server/demo-companies";
import { addDemoConnection, followDemoProvider } from "@/server/demo-connection";
import type { DemoProviderAccess } from "@/server/demo-provider";
import { getEnv } from "@/settings/env";
import { loadSettings } from "@/settings/store";

/**
 * Fills an empty shop with goods, a cast and a connection to the demo's provider, and answers what to print at the start: the cast with its
 * passwords. A shop that anybody has put anything into stays as it is, only that connection follows its provider; and nothing is printed
 * of a cast that is not there.
 */
export async function seedDemoShop(databaseUrl: string, provider: DemoProviderAccess): Promise<string> {
  const { db, end } = openDatabase(databaseUrl, 1);
  try {
    if (await isEmptyShop(db)) await fill(db, provider);
    await followDemoProvider(ctxOfDemo(db), provider);
    const admin = cast.find(({ role }) => role === "admin");
    const isOurs = admin !== undefined && (await findActiveStaff(db, admin.email)) !== null;
    return isOurs ? castTable(getEnv().publicUrl) : "";
  } finally {
    await end();
  }
}

async function fill(db: Db, provider: DemoProviderAccess): Promise<void> {
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
    await addDemoCompanies(tx);
    await makeFirstLink(ctxOfDemo(tx));
    await register(tx, pending);
    await invite(tx, invited);
    await addDemoConnection(ctxOfDemo(tx), provider);
  });
}

const [pending] = cast.filter(({ role }) => role === "pending");
const [invited] = cast.filter(({ role }) => role === "invited");

/** What a use case has to know, here where nobody asked for anything. */
function ctxOfDemo(db: Db) {
  const { authSecrets, publicUrl } = getEnv();
  const request = { address: "the demo", userAgent: "", language: "en" } as const;
  return { db, secrets: makeSecrets(authSecrets), origin: publicUrl, request, now: new Date(), hash: STANDARD_HASH };
}

/** The same with the shop's settings. */
async function fullCtxOfDemo(db: Db) {
  const ctx = ctxOfDemo(db);
  const { values, legal, form } = await loadSettings(db, (sealed) => decrypt(ctx.secrets, "settings", sealed));
  return { ...ctx, settings: values, form, legal, connections: [] };
}

/** Sends somebody an activation as staff do: the mail leaves, and the link in it works. */
async function invite(db: Db, person: CastMember | undefined): Promise<void> {
  const admin = cast.find(({ role }) => role === "admin");
  const sender = admin && (await findActiveStaff(db, admin.email));
  if (!person?.number || !sender) return;
  const sent = await sendActivation(await fullCtxOfDemo(db), { number: person.number, staffId: sender.id });
  if (!sent.ok) throw new Error(`${person.email} was not sent an activation: ${sent.code}`);
}

/** Registers somebody as the form does: the mail leaves, and the link in it works. */
async function register(db: Db, person: CastMember | undefined): Promise<void> {
  if (!person?.password) return;
  const started = await startRegistration(await fullCtxOfDemo(db), {
    ...person,
    password: person.password,
    browser: newToken(),
    isSignedIn: false,
    captcha: "",
    posted: { firstName: person.firstName, lastName: person.lastName },
    returnTo: "",
  });
  if (!started.ok) throw new Error(`${person.email} could not register: ${started.code}`);
}
