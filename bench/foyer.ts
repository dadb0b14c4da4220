// Everything the benchmark knows of the product stands in this file: how it is started, how accounts come into its database, and
// what a browser without JavaScript sends to its doors.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { hashPassword, STANDARD_HASH } from "@/core/security/password-hash";
import { openDatabase } from "@/db";
import { insertAccount, insertCustomer } from "@/db/queries/customers";
import { storePasswordHash } from "@/db/queries/sign-in";
import { runCommand } from "./build-peer";
import { encodeForm, fillForm, getForm } from "./form";
import type { Server, ServerSpec } from "./server";
import { getPagePlan, getPlan, type RequestPlan, readCookies, type Target } from "./target";

const ROOT = join(import.meta.dirname, "..");
const WITHOUT_HASH = join(import.meta.dirname, "without-hash.cjs");
const PASSWORD = "four plain words of a benchmark";
const SESSION_HOLDERS = 20;

/** How the sign-in that hashes nothing stands in tables. */
export const WITHOUT_HASH_LABEL = "the same without its hash";

export const SIGN_IN_PATH = "/sign-in";
export const SESSION_PATH = "/api/auth/session";
const REGISTER_PATH = "/register";
const READY_PATH = "/api/health/ready";

type Account = { email: string; password: string };

/** Builds the product and says how it is started: production build, loopback, one trusted hop so that addresses can vary. */
export async function prepareFoyer(port: number, databaseUrl: string, dataDir: string): Promise<ServerSpec> {
  await runCommand("npm", ["run", "build"], ROOT);
  return {
    name: "Foyer",
    command: [process.execPath, join("scripts", "start.mjs")],
    cwd: ROOT,
    port,
    env: {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      TRUSTED_PROXY_HOPS: "1",
      PUBLIC_URL: `http://localhost:${port}`,
      AUTH_SECRET: randomBytes(32).toString("base64"),
      LOG_LEVEL: "warn",
    },
    readyPath: READY_PATH,
  };
}

/** The same product on the same database in a second process that hashes nothing, and is asked only for sign-ins. */
export function withoutHash(spec: ServerSpec, port: number): ServerSpec {
  const env = { PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, NODE_OPTIONS: `--require ${WITHOUT_HASH}` };
  return { ...spec, name: "Foyer without its hash", port, env: { ...spec.env, ...env } };
}

/** Puts somebody in charge into the product's migrated database, so that registration is open, and asks for no captcha. */
export async function openShop(databaseUrl: string): Promise<void> {
  const { sql, end } = openDatabase(databaseUrl, 1);
  await sql`insert into staff (name, email, email_key, role) values ('Bench', 'bench@example.com', 'bench@example.com', 'admin')`;
  await sql`insert into settings (key, value) values ('registration.personInCharge', 'bench@example.com'), ('registration.captcha', 'off')`;
  await sql`update settings_version set version = version + 1`;
  await end();
}

/** Opens the shop and puts that many active accounts into it. */
async function seedAccounts(databaseUrl: string, count: number): Promise<Account[]> {
  await openShop(databaseUrl);
  const { db, end } = openDatabase(databaseUrl, 4);
  try {
    const hash = await hashPassword(STANDARD_HASH, PASSWORD);
    const accounts: Account[] = [];
    for (let n = 0; n < count; n++) {
      const email = `customer-${n}@example.com`;
      const customer = { firstName: "Sample", lastName: `Shopper ${n}`, email, emailKey: email, origin: "registration" } as const;
      const { id } = await insertCustomer(db, customer);
      const accountId = await insertAccount(db, {
        customerId: id,
        email,
        emailKey: email,
        language: "en",
        cameBy: "registration",
      });
      await storePasswordHash(db, accountId, hash);
      accounts.push({ email, password: PASSWORD });
    }
    return accounts;
  } finally {
    await end();
  }
}

type Door = { url: string; headers: Record<string, string>; html: string };

async function openDoor(server: Server, path: string): Promise<Door> {
  const url = `${server.url}${path}`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  const cookie = readCookies(response);
  const headers = { origin: server.url, "x-forwarded-for": "{{address}}", ...(cookie === "" ? {} : { cookie }) };
  return { url, headers, html: await response.text() };
}

/** A form of a page with its fields filled in, as it is to be posted; `{{placeholders}}` are for whoever posts it. */
export async function openDoorForm(server: Server, path: string, purpose: string, values: Record<string, string>) {
  const door = await openDoor(server, path);
  const form = getForm(door.html, purpose);
  const { contentType, body } = encodeForm(form, fillForm(form, values));
  const headers = { ...door.headers, "content-type": contentType };
  return { url: new URL(form.action, door.url).href, headers, body, isMultipart: form.isMultipart };
}

async function planPost(server: Server, path: string, purpose: string, values: Record<string, string>): Promise<RequestPlan> {
  const { url, headers, body } = await openDoorForm(server, path, purpose, values);
  return {
    url,
    method: "POST",
    headers,
    body,
    variants: [],
    expect: { status: 303, cookie: true },
  };
}

const planSignIn = (server: Server) =>
  planPost(server, SIGN_IN_PATH, "current-password", { username: "{{email}}", "current-password": PASSWORD });

async function signIn(plan: RequestPlan, account: Account, n: number): Promise<string> {
  const headers = { ...plan.headers, "x-forwarded-for": `198.51.100.${n % 250}` };
  const body = plan.body?.replace("{{email}}", account.email) ?? "";
  const response = await fetch(plan.url, { method: "POST", headers, body, redirect: "manual" });
  if (response.status !== 303) throw new Error(`Signing in a seeded account answered ${response.status}, not 303.`);
  return readCookies(response);
}

/** Fails unless the cookie opens a session, so that the benchmark never measures "nobody is signed in". */
async function checkSession(server: Server, cookie: string): Promise<void> {
  const response = await fetch(`${server.url}${SESSION_PATH}`, { headers: { cookie } });
  const answer = await response.text();
  if (!response.ok || !answer.includes("user")) throw new Error(`The session check answered ${response.status}: ${answer}`);
}

export type FoyerTargets = { targets: Target[]; sessionCookie: string; wrongPassword: RequestPlan };

/** Seeds accounts, signs some of them in, and gives what to measure and what to flood with. */
export async function createFoyerTargets(server: Server, databaseUrl: string, accounts: number): Promise<FoyerTargets> {
  const seeded = await seedAccounts(databaseUrl, accounts);
  const signInPlan = await planSignIn(server);
  const cookies: string[] = [];
  for (const [n, account] of seeded.slice(0, SESSION_HOLDERS).entries()) cookies.push(await signIn(signInPlan, account, n));
  const [sessionCookie = ""] = cookies;
  await checkSession(server, sessionCookie);

  const registerPlan = await planPost(server, REGISTER_PATH, "new-password", {
    email: "shopper-{{n}}@example.com",
    username: "shopper-{{n}}@example.com",
    "given-name": "Sample",
    "family-name": "Shopper",
    name: "Sample Shopper",
    "new-password": PASSWORD,
  });
  const signInPage = getPagePlan(`${server.url}${SIGN_IN_PATH}`);
  const sessionCheck = getPlan(
    `${server.url}${SESSION_PATH}`,
    { cookie: "{{cookie}}" },
    cookies.map((cookie) => ({ cookie })),
  );
  const variants = seeded.map(({ email }) => ({ email }));
  const signInBody = signInPlan.body ?? "";
  return {
    sessionCookie,
    targets: [
      { figure: "session check", label: "Foyer", server, plan: sessionCheck },
      {
        figure: "password sign-in",
        label: "Foyer",
        server,
        plan: { ...signInPlan, variants },
      },
      { figure: "sign-in page", label: "Foyer", server, plan: signInPage },
      { figure: "registration", label: "Foyer (as far as the mail)", server, plan: registerPlan },
    ],
    // A different name each time: neither a limit nor a known account may shorten the work.
    wrongPassword: {
      ...signInPlan,
      body: signInBody.replace("{{email}}", "nobody-{{n}}@example.com"),
      expect: { status: 401, cookie: false },
    },
  };
}

/** The same sign-ins at the process of {@link withoutHash}. */
export async function createTargetWithoutHash(server: Server, { targets }: FoyerTargets): Promise<Target> {
  const variants = targets.find(({ figure }) => figure === "password sign-in")?.plan.variants ?? [];
  return { figure: "password sign-in", label: WITHOUT_HASH_LABEL, server, plan: { ...(await planSignIn(server)), variants } };
}
