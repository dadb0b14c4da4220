import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createBareTargets, prepareBare } from "./bare";
import { createBetterAuthTargets, prepareBetterAuth } from "./better-auth";
import { type DatabaseServer, startDatabase } from "./database";
import { runFlood } from "./flood";
import {
  createFoyerTargets,
  createTargetWithoutHash,
  type FoyerTargets,
  prepareFoyer,
  SESSION_PATH,
  SIGN_IN_PATH,
  withoutHash,
} from "./foyer";
import { type Findings, judge } from "./goals";
import { runImport } from "./import";
import { describeSetting } from "./machine";
import { Meter, measureInTurns, type Pace } from "./measure";
import { readPeakRssMb } from "./processes";
import { runRegistration } from "./registration";
import { writePage, writeTables } from "./report";
import { readScale, runScale, withScale, writeScale } from "./scale";
import { findFreePort, type Server, type ServerSpec, startServer } from "./server";
import { runSso } from "./sso";
import { measureStartUp, type StartUp } from "./start-up";
import { median } from "./statistics";
import { FIGURES, getPlan } from "./target";
import { readPageContent, weighPage } from "./weigh-page";
import { runHash } from "./worker";

const FULL = { pace: { connections: 10, rounds: 7, seconds: 3, idleSeconds: 3 }, accounts: 50, starts: 3 };
const QUICK = { pace: { connections: 10, rounds: 2, seconds: 2, idleSeconds: 2 }, accounts: 20, starts: 2 };
const PAGE = join(import.meta.dirname, "..", "docs", "performance.md");

type Plan = { pace: Pace; accounts: number; starts: number };
type Specs = { foyer: ServerSpec; betterAuth: ServerSpec; bare: ServerSpec; foyerUrl: string };
type Cleanup = (() => Promise<void>)[];

async function prepareSpecs(database: DatabaseServer, folder: string): Promise<Specs> {
  const foyerUrl = await database.createDatabase("bench_foyer");
  const markupFile = join(folder, "markup.html");
  const stylesFile = join(folder, "styles.css");
  const foyer = await prepareFoyer(await findFreePort(), foyerUrl, join(folder, "foyer-data"));
  const server = await startServer(foyer);
  try {
    const content = await readPageContent(`${server.url}${SIGN_IN_PATH}`);
    await writeFile(markupFile, content.markup);
    await writeFile(stylesFile, content.styles);
  } finally {
    await server.stop();
  }
  const betterAuth = await prepareBetterAuth(await findFreePort(), await database.createDatabase("bench_better_auth"));
  return { foyer, foyerUrl, betterAuth, bare: await prepareBare(await findFreePort(), markupFile, stylesFile) };
}

async function startOne(spec: ServerSpec, cleanup: Cleanup): Promise<Server> {
  const server = await startServer(spec);
  cleanup.unshift(server.stop);
  return server;
}

async function weighPages(bare: Server, foyer: Server): Promise<Findings["weights"]> {
  return [
    { label: "Foyer, sign-in page", weight: await weighPage(`${foyer.url}${SIGN_IN_PATH}`) },
    { label: "bare page, same markup", weight: await weighPage(`${bare.url}/markup`) },
  ];
}

async function floodFoyer(meter: Meter, foyer: Server, targets: FoyerTargets): Promise<Findings["floods"]> {
  const session = getPlan(`${foyer.url}${SESSION_PATH}`, { cookie: targets.sessionCookie });
  return runFlood(meter, foyer, targets.wrongPassword, session);
}

async function measureAll(database: DatabaseServer, specs: Specs, plan: Plan, cleanup: Cleanup): Promise<Findings> {
  const startUps: StartUp[] = [];
  for (const spec of [specs.foyer, specs.betterAuth, specs.bare]) {
    console.log(`Starting ${spec.name} ${plan.starts + 1} times …`);
    startUps.push(await measureStartUp(spec, plan.starts));
  }

  const foyer = await startOne(specs.foyer, cleanup);
  const plain = await startOne(withoutHash(specs.foyer, await findFreePort()), cleanup);
  const betterAuth = await startOne(specs.betterAuth, cleanup);
  const bare = await startOne(specs.bare, cleanup);
  const weights = await weighPages(bare, foyer);
  const ours = await createFoyerTargets(foyer, specs.foyerUrl, plan.accounts);
  const theirs = await createBetterAuthTargets(betterAuth, plan.accounts);
  const targets = [...ours.targets, await createTargetWithoutHash(plain, ours), ...theirs, ...(await createBareTargets(bare))];

  const meter = new Meter(database, plan.pace);
  await meter.settle([foyer, plain, betterAuth, bare]);
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
  const peaks = [foyer, betterAuth, bare].map(({ name, app }) => ({ name, peakMb: readPeakRssMb(app) }));
  const floods = await floodFoyer(meter, foyer, ours);
  return { measured, hash: { alone: middle(alone), allCores: middle(allCores) }, startUps, peaks, weights, floods };
}

async function run(plan: Plan, isPublished: boolean): Promise<void> {
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
    const specs = await prepareSpecs(database, folder);
    const findings = await measureAll(database, specs, plan, cleanup);
    const goals = judge(findings);
    const setting = describeSetting(database.version);
    console.log(`\n${writeTables(findings, goals)}\n\n${setting.join("\n")}`);
    if (isPublished) {
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
    registration: isOff,
    million: isOff,
    customers: { type: "string", default: "1000000" },
    rows: { type: "string", default: "100000" },
  },
});
if (values.sso) await runSso();
else if (values.registration) await runRegistration();
else if (values.million) await publishScale(Number(values.customers));
else if (values.import) await runImport(Number(values.rows));
else await run(values.quick ? QUICK : FULL, !values.quick);
