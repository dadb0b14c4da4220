import { randomBytes } from "node:crypto";
import { buildPeer, serveCommand } from "./build-peer";
import type { Server, ServerSpec } from "./server";
import { getPlan, readCookies, type Target } from "./target";

const PASSWORD = "a password of the benchmark";
const SEED_LANES = 4;

export async function prepareBetterAuth(port: number, databaseUrl: string): Promise<ServerSpec> {
  const env = {
    DATABASE_URL: databaseUrl,
    BETTER_AUTH_URL: `http://localhost:${port}`,
    BETTER_AUTH_SECRET: randomBytes(32).toString("base64"),
  };
  return {
    name: "Better Auth",
    command: serveCommand(port),
    cwd: await buildPeer("better-auth", env),
    port,
    env,
    readyPath: "/api/auth/get-session",
  };
}

async function register(server: Server, email: string): Promise<string> {
  const response = await fetch(`${server.url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ name: "Sample Shopper", email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`Better Auth answered ${response.status} to a registration: ${await response.text()}`);
  return readCookies(response);
}

/** Fails unless the cookie opens a session: the answer to a stranger is a 200 too. */
async function checkSession(server: Server, cookie: string, email: string): Promise<void> {
  const answer = await (await fetch(`${server.url}/api/auth/get-session`, { headers: { cookie } })).text();
  if (!answer.includes(email)) throw new Error(`Better Auth's session check answered ${answer}.`);
}

/** Registers that many accounts through its own door and gives what to measure on them. */
export async function createBetterAuthTargets(server: Server, accounts: number): Promise<Target[]> {
  const emails = Array.from({ length: accounts }, (_, i) => `seeded-${i}@example.com`);
  const cookies: string[] = [];
  const waiting = emails.entries();
  const lane = async () => {
    for (const [i, email] of waiting) cookies[i] = await register(server, email);
  };
  await Promise.all(Array.from({ length: SEED_LANES }, lane));
  for (const [i, email] of emails.entries()) await checkSession(server, cookies[i] ?? "", email);

  const headers = { "content-type": "application/json", origin: server.url };
  const isSignedIn = { status: 200, cookie: true };
  const label = "Better Auth in Next";
  return [
    {
      figure: "session check",
      label,
      server,
      plan: getPlan(
        `${server.url}/api/auth/get-session`,
        { cookie: "{{cookie}}" },
        cookies.map((cookie) => ({ cookie })),
      ),
    },
    {
      figure: "password sign-in",
      label: `${label} (its default hash)`,
      server,
      plan: {
        url: `${server.url}/api/auth/sign-in/email`,
        method: "POST",
        headers,
        body: JSON.stringify({ email: "{{email}}", password: PASSWORD }),
        variants: emails.map((email) => ({ email })),
        expect: isSignedIn,
      },
    },
    {
      figure: "registration",
      label: `${label} (no proof of the mailbox)`,
      server,
      plan: {
        url: `${server.url}/api/auth/sign-up/email`,
        method: "POST",
        headers,
        body: JSON.stringify({ name: "Sample Shopper", email: "shopper-{{n}}@example.com", password: PASSWORD }),
        variants: [],
        expect: isSignedIn,
      },
    },
  ];
}
