import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { installJobs } from "@/db/jobs";
import { migrate } from "@/db/migrate";
import { serve } from "@/server/serve";
import { waitForDatabase } from "@/server/wait-for-database";
import { ADDRESS_FILE, type Env, EnvError, getEnv, readEnv } from "@/settings/env";

/** What is running, in the order in which it must stop: visitors first, the database last. */
const house: { server?: Stop; catcher?: Stop; provider?: Stop; database?: Stop } = {};
type Stop = () => Promise<unknown>;

async function main(): Promise<void> {
  const isDev = process.argv.includes("--dev");
  const bare = readEnv();
  // Nothing of the demo is for other machines: its passwords are printed on the screen.
  const host = bare.mode === "demo" ? "localhost" : undefined;
  const serving = await serve({ ...bare, isDev, ...(host ? { host } : {}) });
  house.server = serving.close;
  if (bare.mode === "demo") await prepareDemo(bare);
  process.env.AUTH_URL = bare.publicUrl;
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const env = getEnv();
  const databaseUrl = env.databaseUrl ?? "";
  await waitForDatabase(databaseUrl, say);
  await migrate(databaseUrl);
  await installJobs(databaseUrl);
  const cast = env.mode === "demo" ? await seedDemo(env) : "";
  if (!isDev) (await import("@/server/log")).takeOverConsole();
  if (!isDev) keepConfigOfBuild();
  // Next answers requests to switch protocols by leaving their connections open for ever; without a server to listen on it never sees them.
  const httpServer = isDev ? serving.server : createServer();
  const app = next({ dev: isDev, dir: process.cwd(), hostname: "localhost", port: env.port, httpServer });
  await app.prepare();
  // Not before: it reads the environment that has just been completed.
  const { answerSessionBefore } = await import("@/server/session-route");
  serving.handleWith(answerSessionBefore(app.getRequestHandler()));
  process.stdout.write(`${cast}Foyer is ready at ${env.publicUrl}\n`);
}

/**
 * Lets Next take its configuration from the build, as the server that it writes for `output: "standalone"` does. It would otherwise load a
 * compiler, and keep it, to read next.config.ts again: 20 MB that an idle process has no use for.
 */
function keepConfigOfBuild(): void {
  const built: { config: unknown } = JSON.parse(readFileSync(join(".next", "required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built.config);
}

/** The demo's own database, secret and mail catcher, wherever the operator brought none. */
async function prepareDemo({ dataDir, publicUrl, databaseUrl, smtpUrl }: Env): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  // The commands that print links are started without this process's PORT.
  writeFileSync(join(dataDir, ADDRESS_FILE), publicUrl);
  process.env.AUTH_SECRET ??= keptSecret(join(dataDir, "auth-secret"));
  if (databaseUrl === null) {
    const database = await startEmbedded({ dataDir: join(dataDir, "postgres"), log: say });
    house.database = database.stop;
    process.env.DATABASE_URL = database.url;
  }
  if (smtpUrl === null) {
    const { catchMail } = await import("@/server/mail-catcher");
    const catcher = await catchMail(join(dataDir, "mail"));
    house.catcher = catcher.stop;
    process.env.SMTP_URL = catcher.url;
  }
}

function keptSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(33).toString("base64"), { mode: 0o600 });
  chmodSync(file, 0o600);
  return readFileSync(file, "utf8").trim();
}

/** Fills the demo's shop, and starts the provider that its people can sign in through. */
async function seedDemo({ dataDir, port, publicUrl, databaseUrl }: Env): Promise<string> {
  const { startDemoProvider } = await import("@/server/demo-provider");
  const { DEMO_CONNECTION: connection } = await import("@/server/demo-connection");
  const provider = await startDemoProvider({ dataDir, port: port + 1, publicUrl, connection });
  house.provider = provider.stop;
  const { seedDemoShop } = await import("@/server/demo-seed");
  return seedDemoShop(databaseUrl ?? "", provider);
}

const say = (line: string) => process.stderr.write(`${line}\n`);

let isStopping = false;

async function stop(code: number): Promise<void> {
  // A second signal means that somebody does not want to wait.
  if (isStopping) process.exit(code || 1);
  isStopping = true;
  // First: windows that only look on would hold the server until its patience ends.
  const windows = async () => globalThis.foyerInstallation?.live.stop();
  const installation = async () => globalThis.foyerInstallation?.close();
  for (const end of [windows, house.server, installation, house.catcher, house.provider, house.database])
    await end?.().catch(() => {});
  process.exit(code);
}

process.on("SIGTERM", () => void stop(0));
process.on("SIGINT", () => void stop(0));
main().catch((error: unknown) => {
  const sentence =
    error instanceof EnvError
      ? error.message
      : error instanceof Error
        ? `Foyer could not start: ${error.message}`
        : String(error);
  process.stderr.write(`${sentence}\n`);
  void stop(1);
});
