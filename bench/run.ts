import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createBareTargets, prepareBare } from "./bare";
import { createBetterAuthTargets, prepareBetterAuth } from "./better-auth";
import { type DatabaseServer, startDatabase } from "./database";
import { runFlood } from "./flood";
import { createFoyerTargets, type FoyerTargets, isFoyerPresent, prepareFoyer, SESSION_PATH, SIGN_IN_PATH } from "./foyer";
import { type Findings, judge } from "./goals";
import { runImport } from "./import";
import { describeSetting } from "./machine";
import { Meter, measureInTurns, type Pace } from "./measure";
import { readPeakRssMb } from "./processes";
import { writePage, writeTables } from "./report";
import { readScale, runScale, withScale, writeScale } from "./scale";
import { findFreePort, type Server, type ServerSpec, startServer } from "./server";
import { runSso } from "./sso";
import { measureStartUp, type StartUp } from "./start-up";
import { median } from "./statistics";
import { FIGURES, getPlan } from "./target";
import { readPageContent, weighPage } from "./weigh-page";
import { runHash } from "./worker";

const FULL = { pace: { connections: 10, rounds: 3, seconds: 3, idleSeconds: 3 }, accounts: 50, starts: 3 };
const QUICK = { pace: { connections: 10, rounds: 2, seconds: 2, idleSeconds: 2 }, accounts: 20, starts: 2 };
const PAGE = join(import.meta.dirname, "..", "docs", "performance.md");
const STAND_IN =
  '<main class="page"><h1>Sign in</h1><form method="post"><label for="name">E-mail</label><input id="name" name="name"/></form></main>';

type Plan = { pace: Pace; accounts: number; starts: number };
type Specs = { foyer: ServerSpec | undefined; betterAuth: ServerSpec; bare: ServerSpec };
type Cleanup = (() => Promise<void>)[];

async function prepareSpecs(database: DatabaseServer, folder: string, withFoyer: boolean): Promise<Specs & { foyerUrl: string }> {
  const foyerUrl = await database.createDatabase("bench_foyer");
  const markupFile = join(folder, "markup.html");
  const stylesFile = join(folder, "styles.css");
  await writeFile(markupFile, STAND_IN);
  await writeFile(stylesFile, "");
  const foyer = withFoyer ? await prepareFoyer(await findFreePort(), foyerUrl, join(folder, "foyer-data")) : undefined;
  if (foyer !== undefined) {
    const server = await startServer(foyer);
    try {
      const content = await readPageContent(`${server.url}${SIGN_IN_PATH}`);
      await writeFile(markupFile, content.markup);
      await writeFile(stylesFile, content.styles);
    } finally {
      await server.stop();
    }
  }
  const betterAuth = await prepareBetterAuth(await findFreePort(), await database.createDatabase("bench_better_auth"));
  return { foyer, foyerUrl, betterAuth, bare: await prepareBare(await findFreePort(), markupFile, stylesFile) };
}

async function startAll(specs: ServerSpec[], cleanup: Cleanup): Promise<Server[]> {
  const servers: Server[] = [];
  for (const spec of specs) {
    const server = await startServer(spec);
    cleanup.unshift(server.stop);
    servers.push(server);
  }
  return servers;
}

async function weighPages(bare: Server, foyer: Server | undefined): Promise<Findings["weights"]> {
  const own =
    foyer === undefined ? [] : [{ label: "Foyer, sign-in page", weight: await weighPage(`${foyer.url}${SIGN_IN_PATH}`) }];
  return [...own, { label: "bare page, same markup", weight: await weighPage(`${bare.url}/markup`) }];
}

async function floodFoyer(meter: Meter, foyer: Server, targets: FoyerTargets): Promise<Findings["floods"]> {
  const session = getPlan(`${foyer.url}${SESSION_PATH}`, { cookie: targets.sessionCookie });
  return runFlood(meter, foyer, targets.wrongPassword, session);
}

async function measureAll(
  database: DatabaseServer,
  specs: Specs & { foyerUrl: string },
  plan: Plan,
  cleanup: Cleanup,
): Promise<Findings> {
  const chosen = [...(specs.foyer === undefined ? [] : [specs.foyer]), specs.betterAuth, specs.bare];
  const startUps: StartUp[] = [];
  for (const spec of chosen) {
    console.log(`Starting ${spec.name} ${plan.starts + 1} times …`);
    startUps.push(await measureStartUp(spec, plan.starts));
  }

  const servers = await startAll(chosen, cleanup);
  const foyer = servers.find(({ name }) => name === specs.foyer?.name);
  const [bare, betterAuth] = [servers.at(-1), servers.at(-2)];
  if (bare === undefined || betterAuth === undefined) throw new Error("The peers did not start.");
  const weights = await weighPages(bare, foyer);
  const ours = foyer === undefined ? undefined : await createFoyerTargets(foyer, specs.foyerUrl, plan.accounts);
  const theirs = await createBetterAuthTargets(betterAuth, plan.accounts);
  const targets = [...(ours?.targets ?? []), ...theirs, ...(await createBareTargets(bare))];

  const meter = new Meter(database, plan.pace);
  await meter.settle(servers);
  const alone: Awaited<ReturnType<typeof runHash>>[] = [];
  const allCores: typeof alone = [];
  const inTurns = FIGURES.flatMap((figure) => targets.filter((target) => target.figure === figure));
  const measured = await measureInTurns(meter, inTurns, plan.pace.rounds, async () => {
    alone.push(await runHash(1, plan.pace.seconds / 2));
    allCores.push(await runHash(0, plan.pace.seconds / 2));
  });
  const middle = (outcomes: typeof alone) => ({
    cpuMs: median(outcomes.map(({ cpuMs }) => cpuMs)),
    perSecond: median(outcomes.map(({ perSecond }) => perSecond)),
  });
  const peaks = servers.map(({ name, app }) => ({ name, peakMb: readPeakRssMb(app) }));
  const floods = foyer === undefined || ours === undefined ? [] : await floodFoyer(meter, foyer, ours);
  return { measured, hash: { alone: middle(alone), allCores: middle(allCores) }, startUps, peaks, weights, floods };
}

async function run(plan: Plan, isPublished: boolean): Promise<void> {
  const withFoyer = isFoyerPresent();
  if (!withFoyer) console.log("Foyer cannot be started yet: only the others are measured.");
  const cleanup: Cleanup = [];
  const cleanUp = async () => {
    for (const step of cleanup.splice(0)) await step();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  try {
    const folder = await mkdtemp(join(tmpdir(), "foyer-bench-files-"));
    cleanup.unshift(() => rm(folder, { recursive: true, force: true }));
    const database = await startDatabase();
    cleanup.unshift(database.stop);
    const specs = await prepareSpecs(database, folder, withFoyer);
    const findings = await measureAll(database, specs, plan, cleanup);
    const goals = withFoyer ? judge(findings) : [];
    const setting = describeSetting(database.version);
    console.log(`\n${writeTables(findings, goals)}\n\n${setting.join("\n")}`);
    if (isPublished && withFoyer) {
      const scale = readScale(await readFile(PAGE, "utf8"));
      await writeFile(PAGE, withScale(writePage(findings, goals, setting, plan.pace, plan.accounts), scale));
    }
  } finally {
    await cleanUp();
  }
}

/** Only the full size is written down. */
async function publishScale(customers: number): Promise<void> {
  const section = writeScale(await runScale(1000, customers), 1000, customers);
  console.log(`\n${section}`);
  if (customers === 1_000_000) await writeFile(PAGE, withScale(await readFile(PAGE, "utf8"), section));
}

if (process.platform !== "linux") {
  console.error(
    "The benchmark reads processor time and memory from /proc, which only Linux has. Run it there or in a Linux container.",
  );
  process.exit(1);
}
const isOff = { type: "boolean", default: false } as const;
const { values } = parseArgs({
  options: {
    quick: isOff,
    sso: isOff,
    import: isOff,
    million: isOff,
    customers: { type: "string", default: "1000000" },
    rows: { type: "string", default: "100000" },
  },
});
if (values.sso) await runSso();
else if (values.million) await publishScale(Number(values.customers));
else if (values.import) await runImport(Number(values.rows));
else await run(values.quick ? QUICK : FULL, !values.quick);
