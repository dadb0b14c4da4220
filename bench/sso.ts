// What a sign-in through a provider costs, and what connections cost everybody else: `npm run bench -- --sso`.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { openDatabase } from "@/db";
import { startDatabase } from "./database";
import { createFoyerTargets, prepareFoyer } from "./foyer";
import { Meter } from "./measure";
import { readCpuMs } from "./processes";
import { findFreePort, type Server, startServer } from "./server";
import { pause } from "./statistics";

const PEOPLE = 20;
const WARM_UP = 60;
const SIGN_INS = 200;
const AT_ONCE = 4;
const CONNECTION = "oidc-bench";
const CLIENT = { clientId: "foyer", clientSecret: randomBytes(24).toString("base64url") };

/** Measures and prints. */
export async function runSso(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-files-"));
  const database = await startDatabase();
  const stops: (() => Promise<void>)[] = [];
  try {
    const databaseUrl = await database.createDatabase("bench_sso");
    const spec = await prepareFoyer(await findFreePort(), databaseUrl, join(folder, "data"));
    const foyer = await startServer(spec);
    stops.push(foyer.stop);
    const { targets } = await createFoyerTargets(foyer, databaseUrl, PEOPLE);
    const meter = new Meter(database, { connections: AT_ONCE, rounds: 1, seconds: 3, idleSeconds: 2 });
    await meter.settle([foyer]);
    const looks = targets.filter(({ figure }) => figure === "session check" || figure === "sign-in page");
    const provider = await startProvider(foyer);
    stops.push(provider.stop);
    const secret = spec.env.AUTH_SECRET ?? "";
    for (const target of looks) await meter.measure(target, await meter.calibrate(target));
    for (const count of [0, 1, 20]) {
      await storeConnections(databaseUrl, secret, provider.url, count);
      for (const target of looks) {
        const { cpuMs } = await meter.measure(target, await meter.calibrate(target));
        console.log(`${target.figure}, ${count} connections: ${cpuMs.toFixed(2)} ms of Foyer's processor time`);
      }
    }
    await signInMany(foyer, provider, WARM_UP);
    await printSignIn(foyer, provider, database.root);
  } finally {
    for (const stop of stops.reverse()) await stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startProvider(foyer: Server): Promise<Server> {
  const port = await findFreePort();
  const script = fileURLToPath(new URL("./oidc-provider.ts", import.meta.url));
  const redirectUri = `${foyer.url.replace("127.0.0.1", "localhost")}/api/auth/callback/${CONNECTION}`;
  const args = ["--import", "tsx", script, String(port), redirectUri, CLIENT.clientId, CLIENT.clientSecret];
  const server = await startServer({
    name: "oidc-provider",
    command: [process.execPath, ...args],
    cwd: join(import.meta.dirname, ".."),
    port,
    env: { NODE_ENV: "production" },
    readyPath: "/.well-known/openid-configuration",
  });
  return { ...server, url: `http://localhost:${port}` };
}

/** That many connections to the one provider, and everybody known there. */
async function storeConnections(databaseUrl: string, authSecret: string, issuer: string, count: number): Promise<void> {
  const { sql, end } = openDatabase(databaseUrl, 1);
  const clientSecret = encrypt(makeSecrets([authSecret]), "connections", CLIENT.clientSecret);
  for (let n = 0; n < count; n++) {
    const id = n === 0 ? CONNECTION : `${CONNECTION}-${n + 1}`;
    const fields = JSON.stringify({ label: `Sign in ${n}`, issuer, clientId: CLIENT.clientId, clientSecret });
    await sql`insert into connections (id, provider, fields, is_enabled, position) values (${id}, 'oidc', ${fields}::jsonb, true, ${n}) on conflict do nothing`;
  }
  await sql`insert into identities (account_id, connection, subject, kind)
    select id, ${CONNECTION}, 'person-' || (row_number() over (order by id) - 1), 'oidc' from accounts on conflict do nothing`;
  await sql`update settings_version set version = version + 1`;
  await end();
  // Every process looks twice a second.
  await pause(1500);
}

async function printSignIn(foyer: Server, provider: Server, databaseRoot: number): Promise<void> {
  const roots = [foyer.root, provider.root, databaseRoot];
  const before = roots.map(readCpuMs);
  const startedAt = performance.now();
  await signInMany(foyer, provider, SIGN_INS);
  const [ours = 0, theirs = 0, database = 0] = roots.map((root, at) => (readCpuMs(root) - (before[at] ?? 0)) / SIGN_INS);
  const perSecond = SIGN_INS / ((performance.now() - startedAt) / 1000);
  console.log(
    `sign-in through a provider: ${ours.toFixed(1)} ms of Foyer's processor time, ${theirs.toFixed(1)} ms of the provider's, ${database.toFixed(1)} ms of the database's; ${perSecond.toFixed(1)} a second, ${AT_ONCE} at once`,
  );
}

async function signInMany(foyer: Server, provider: Server, amount: number): Promise<void> {
  let next = 0;
  const people = Array.from({ length: AT_ONCE }, async () => {
    while (next < amount) await signIn(foyer, provider, next++);
  });
  await Promise.all(people);
}

/** One person's whole way there and back, with a browser that has never been anywhere. */
async function signIn(foyer: Server, provider: Server, n: number): Promise<void> {
  const address = { "x-forwarded-for": `198.51.${n % 250}.${n % 199}` };
  const start = await visit(`${foyer.url}/sign-in/go/${CONNECTION}?returnTo=%2Fcart`, address);
  let cookie = "";
  let to = start.to;
  for (let hops = 0; to.startsWith(provider.url) && hops < 8; hops++) {
    const step = await visit(to, { cookie, "x-login": `person-${n % PEOPLE}` });
    cookie = [cookie, step.cookie].filter(Boolean).join("; ");
    to = new URL(step.to, to).href;
  }
  const back = new URL(to);
  const end = await visit(`${foyer.url}${back.pathname}${back.search}`, { ...address, cookie: start.cookie });
  if (end.to !== "/cart") throw new Error(`A sign-in through the provider ended at ${end.to}.`);
}

/** Asks as a browser's address bar does; fetch would say that a script asks. */
function visit(url: string, headers: Record<string, string>): Promise<{ to: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { headers, agent: false }, (answer) => {
      answer.resume();
      const cookie = (answer.headers["set-cookie"] ?? [])
        .map((line) => line.split(";", 1)[0] ?? "")
        .filter((pair) => !/^[^=]*=?$/.test(pair));
      const { location: to } = answer.headers;
      answer.on("end", () =>
        to ? resolve({ to, cookie: cookie.join("; ") }) : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    });
    asking.on("error", reject);
  });
}
