// What a request costs in a shop of a thousand customers and in one of a million: `npm run bench -- --million`.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDatabase } from "./database";
import { openDoorForm, prepareFoyer, SIGN_IN_PATH } from "./foyer";
import { type Holders, PASSWORD_OF_ALL, seedScale } from "./seed-scale";
import { findFreePort, type Server, startServer } from "./server";
import { percentile } from "./statistics";

/** What is asked of both shops. */
type Ask = (shop: Shop, n: number) => Promise<Response>;
type Shop = { server: Server; holders: Holders; signIn: Awaited<ReturnType<typeof openDoorForm>> };
/** p95 of each figure, in milliseconds, and how many times the smaller shop's. */
export type ScaleRow = { figure: string; small: number; large: number; ratio: number };

const AT_ONCE = 2;
const ROUNDS = 5;
const NAMES = ["ann", "garcia", "maria lopez", "mull", "hans we", "jose", "sch", "person.77"];

const staffGet = (path: (shop: Shop, n: number) => string, shop: Shop, n: number) =>
  fetch(`${shop.server.url}${path(shop, n)}`, { headers: { cookie: shop.holders.staffCookie }, redirect: "manual" });

const FIGURES: readonly { figure: string; requests: number; status: number; ask: Ask }[] = [
  {
    figure: "search",
    requests: 60,
    status: 200,
    ask: (shop, n) => staffGet(() => `/admin/customers?q=${encodeURIComponent(NAMES[n % NAMES.length] ?? "")}`, shop, n),
  },
  {
    figure: "list page",
    requests: 60,
    status: 200,
    ask: (shop, n) =>
      staffGet(({ holders }) => `/admin/customers${n % 2 ? "" : `?after=${holders.ids[n % holders.ids.length]}`}`, shop, n),
  },
  {
    figure: "detail page",
    requests: 60,
    status: 200,
    ask: (shop, n) => staffGet(({ holders }) => `/admin/customers/${holders.numbers[n % holders.numbers.length]}`, shop, n),
  },
  { figure: "sign-in", requests: 60, status: 303, ask: postSignIn },
  {
    figure: "session check",
    requests: 200,
    status: 200,
    ask: ({ server, holders }, n) =>
      fetch(`${server.url}/api/auth/session`, { headers: { cookie: holders.cookies[n % holders.cookies.length] ?? "" } }),
  },
];

function postSignIn({ signIn, holders }: Shop, n: number): Promise<Response> {
  const { url, headers, body } = signIn;
  const email = encodeURIComponent(holders.emails[n % holders.emails.length] ?? "");
  const filled = body.replace("{{email}}", signIn.isMultipart ? decodeURIComponent(email) : email);
  const address = `198.18.${Math.floor(n / 250) % 250}.${n % 250}`;
  return fetch(url, { method: "POST", headers: { ...headers, "x-forwarded-for": address }, body: filled, redirect: "manual" });
}

/** Measures a shop of `small` customers beside one of `large`, three orders for each customer, and answers the p95 of both. */
export async function runScale(small: number, large: number): Promise<ScaleRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-files-"));
  const database = await startDatabase();
  const stops: (() => Promise<void>)[] = [];
  try {
    const shops: Shop[] = [];
    for (const customers of [small, large]) {
      const url = await database.createDatabase(`bench_scale_${customers}`);
      const spec = await prepareFoyer(await findFreePort(), url, join(folder, String(customers)));
      const server = await startServer(spec);
      stops.push(server.stop);
      console.log(`Making ${customers} customers and ${3 * customers} orders …`);
      const holders = await seedScale(url, customers);
      const signIn = await openDoorForm(server, SIGN_IN_PATH, "current-password", {
        username: "{{email}}",
        "current-password": PASSWORD_OF_ALL,
      });
      shops.push({ server, holders, signIn });
    }
    const [few, many] = shops;
    if (!few || !many) throw new Error("There are no two shops.");
    const rows: ScaleRow[] = [];
    for (const one of FIGURES) rows.push(await compare(one, few, many));
    return rows;
  } finally {
    for (const stop of stops.reverse()) await stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both shops in turns, so that whatever else the machine does is done to both. */
async function compare({ figure, requests, status, ask }: (typeof FIGURES)[number], few: Shop, many: Shop): Promise<ScaleRow> {
  const times: [number[], number[]] = [[], []];
  let next = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, shop] of [few, many].entries()) {
      const taken = await timeRequests(requests, status, () => ask(shop, next++));
      // The first round warms up.
      if (round > 0) times[at]?.push(...taken);
    }
  }
  const [small, large] = [percentile(times[0], 0.95), percentile(times[1], 0.95)];
  const row = { figure, small, large, ratio: large / small };
  console.log(`${figure}: p95 ${small.toFixed(1)} ms and ${large.toFixed(1)} ms, ${row.ratio.toFixed(2)} times`);
  return row;
}

async function timeRequests(amount: number, status: number, ask: () => Promise<Response>): Promise<number[]> {
  const times: number[] = [];
  let left = amount;
  const workers = Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const startedAt = performance.now();
      const answer = await ask();
      await answer.arrayBuffer();
      if (answer.status !== status) throw new Error(`${answer.url} answered ${answer.status}, not ${status}.`);
      times.push(performance.now() - startedAt);
    }
  });
  await Promise.all(workers);
  return times;
}

const BEGIN = "<!-- scale: written by `npm run bench -- --million` -->";
const END = "<!-- /scale -->";

/** The section of docs/performance.md that says so. */
export function writeScale(rows: readonly ScaleRow[], small: number, large: number): string {
  const count = new Intl.NumberFormat("en");
  const lines = rows.map(
    ({ figure, small: few, large: many, ratio }) =>
      `| ${figure} | ${few.toFixed(1)} | ${many.toFixed(1)} | ${ratio.toFixed(2)} | ${ratio <= 1.5 ? "met" : "not met"} |`,
  );
  return `${BEGIN}
## A thousand customers and a million

p95 in milliseconds with ${count.format(small)} and with ${count.format(large)} customers and three orders each, two servers on one database server, ${AT_ONCE} requests at
once, in turns. The goal is 1.5 times.

| what | ${count.format(small)} | ${count.format(large)} | times | verdict |
| --- | ---: | ---: | ---: | --- |
${lines.join("\n")}
${END}`;
}

/** A page with this section in place of the one it has, or at its end. Without a section the page's own is kept. */
export function withScale(page: string, section: string | null): string {
  const [before = page, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1] ?? "";
  return section === null ? page : `${before.trimEnd()}\n\n${section}\n${after.trimStart()}`;
}

/** The section a page has, or null. */
export function readScale(page: string): string | null {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  return from < 0 || to < from ? null : page.slice(from, to + END.length);
}
