// How fast people register through each flow, and who gets the last seat when forty want it at once: `npm run bench -- --registration`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flows } from "@/core/registration/flows/registry";
import { decrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { Browser, type Values } from "./browser";
import { type DatabaseServer, startDatabase } from "./database";
import { openShop, prepareFoyer } from "./foyer";
import { readCpuMs } from "./processes";
import { findFreePort, type Server, startServer } from "./server";
import { pause } from "./statistics";

const WARM_UP = 20;
const PEOPLE = 200;
const AT_ONCE = 10;
const RIVALS = 40;
const REPEATS = 20;
/** Each process reads changed settings within half a second. */
const SEEN_AFTER_MS = 1500;
const PASSWORD = "four plain words of a benchmark";

type Flow = (typeof flows)[keyof typeof flows];
type Shop = { servers: [Server, Server]; database: Database; databaseRoot: number; secret: string };
type Person = { browser: Browser; email: string; finish: () => Promise<Response> };

/** Measures, prints, and ends with an error if a seat was ever given twice or to nobody. */
export async function runRegistration(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-files-"));
  const server = await startDatabase();
  const stops: (() => Promise<void>)[] = [];
  try {
    const shop = await openBenchShop(server, join(folder, "data"), stops);
    for (const flow of Object.values(flows)) await measureFlow(shop, flow);
    if (!(await raceForSeats(shop))) process.exitCode = 1;
  } finally {
    for (const stop of stops.reverse()) await stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two processes of the product on one database. */
async function openBenchShop(server: DatabaseServer, dataDir: string, stops: (() => Promise<void>)[]): Promise<Shop> {
  const url = await server.createDatabase("bench_registration");
  const spec = await prepareFoyer(await findFreePort(), url, dataDir);
  const first = await startServer(spec);
  stops.push(first.stop);
  const port = await findFreePort();
  const second = await startServer({ ...spec, port, env: { ...spec.env, PORT: String(port) } });
  stops.push(second.stop);
  await openShop(url);
  const database = openDatabase(url, 4);
  stops.push(() => database.end());
  return { servers: [first, second], database, databaseRoot: server.root, secret: spec.env.AUTH_SECRET ?? "" };
}

async function change({ database: { sql } }: Shop, key: string, value: string): Promise<void> {
  await sql`insert into settings (key, value) values (${key}, ${value}) on conflict (key) do update set value = excluded.value`;
  await sql`update settings_version set version = version + 1`;
  await pause(SEEN_AFTER_MS);
}

async function measureFlow(shop: Shop, flow: Flow): Promise<void> {
  await change(shop, "registration.flow", flow.name);
  await registerMany(shop, flow, WARM_UP, 1);
  const roots = [...shop.servers.map(({ root }) => root), shop.databaseRoot];
  const before = roots.map(readCpuMs);
  const seconds = await registerMany(shop, flow, PEOPLE, AT_ONCE);
  const [one = 0, two = 0, database = 0] = roots.map((root, at) => (readCpuMs(root) - (before[at] ?? 0)) / PEOPLE);
  const cpu = `${(one + two).toFixed(1)} ms of Foyer's processor time each, ${database.toFixed(1)} ms of the database's`;
  console.log(`${flow.name}: ${(PEOPLE / seconds).toFixed(1)} registrations a second from the first page to the session; ${cpu}`);
}

/** Lets that many people register, some at a time, at both processes in turn; answers how many seconds it took. */
async function registerMany(shop: Shop, flow: Flow, people: number, atOnce: number): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const work = async () => {
    while (next < people) {
      const person = await comeSoFar(shop, flow, next++);
      if (!(await isIn(person))) throw new Error(`${person.email} was not signed in.`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (performance.now() - startedAt) / 1000;
}

let everybody = 0;

/** Registers as far as the last form, whose sending is left to the caller. */
async function comeSoFar(shop: Shop, flow: Flow, n: number): Promise<Person> {
  const [first] = shop.servers;
  const server = shop.servers[n % 2] ?? first;
  const id = everybody++;
  const email = `shopper-${id}@example.com`;
  const browser = new Browser(server.url, first.url, `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`);
  const began = await browser.prepare(await browser.open("/register"), "email", valuesOf(email))();
  if (began.status !== 303) throw new Error(`Beginning to register answered ${began.status}.`);
  const { code, link } = await readMail(shop, email);
  // Where something is asked for behind the link, a code alone would not be the last step.
  const isCodeEnough = flow.asksAfterProof.length === 0;
  const form = isCodeEnough
    ? { path: "/register/check-your-mail", purpose: "one-time-code" }
    : { path: link, purpose: "new-password" };
  const values = { ...valuesOf(email), "one-time-code": code };
  return { browser, email, finish: browser.prepare(await browser.open(form.path), form.purpose, values) };
}

async function isIn({ browser, finish }: Person): Promise<boolean> {
  const answer = await finish();
  await answer.arrayBuffer();
  return answer.status === 303 && browser.isSignedIn;
}

const valuesOf = (email: string): Values => ({
  email,
  username: email,
  "given-name": "Sample",
  "family-name": "Shopper",
  "new-password": PASSWORD,
});

/** Link and code of the newest mail to an address, which waits here: nobody sends it. */
async function readMail({ database: { sql }, secret }: Shop, email: string): Promise<{ code: string; link: string }> {
  const [mail] = await sql<{ secrets: string | null }[]>`
    select secrets from mails where to_email = ${email} and secrets is not null order by created_at desc limit 1`;
  const { code = "", link = "" } = JSON.parse(decrypt(makeSecrets([secret]), "mail", mail?.secrets ?? "") ?? "{}");
  return { code, link };
}

/** Forty people who have come as far as the last form, at two processes, send it in one moment for one seat. Answers whether one got it each time. */
async function raceForSeats(shop: Shop): Promise<boolean> {
  const all = Object.values(flows);
  const winners: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    // Nobody is kept out before the last form.
    await change(shop, "registration.capacity", "0");
    const flow = all[repeat % all.length] ?? flows.form;
    await change(shop, "registration.flow", flow.name);
    const rivals: Person[] = [];
    for (let n = 0; n < RIVALS; n++) rivals.push(await comeSoFar(shop, flow, n));
    const seated = await countSeated(shop);
    await change(shop, "registration.capacity", String(seated + 1));
    const answers = await Promise.all(rivals.map(isIn));
    const won = answers.filter((one) => one).length;
    winners.push(won === (await countSeated(shop)) - seated ? won : -1);
  }
  const isRight = winners.every((won) => won === 1);
  console.log(
    `last seat, ${RIVALS} at once on two processes, ${REPEATS} times: winners ${winners.join(" ")}${isRight ? "" : ": WRONG"}`,
  );
  return isRight;
}

async function countSeated({ database: { sql } }: Shop): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from accounts where deactivated_at is null`;
  return row?.n ?? 0;
}
