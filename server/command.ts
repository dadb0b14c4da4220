import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ctx } from "@/core/ctx";
import { findSqlError, isOutage } from "@/db";
import { findRunningEmbedded } from "@/db/embedded/running";
import { openInstallation } from "@/server/installation";
import { makeCtx } from "@/server/make-ctx";
import { ADDRESS_FILE, type Env, EnvError, readEnv } from "@/settings/env";

/** What a command line works with: the running installation, asked beside its own processes. */
export type Command = {
  readonly ctx: Ctx;
  /** The same with settings read anew. */
  refreshed(): Promise<Ctx>;
};

/** Something to tell the person at the keyboard; no bug. */
class Usage extends Error {
  override name = "Usage";
}

/** Ends a command with a sentence and a failure for the shell. */
export const usage = (sentence: string): Error => new Usage(sentence);

/**
 * Runs a command on this machine's installation: DATABASE_URL and AUTH_SECRET from the environment, else the running demo's own database.
 * Prints what the command answers, or one sentence about what is wrong, and never a stack, a password or a key.
 */
export async function runCommand(work: (command: Command) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await onInstallation(work)}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

async function onInstallation(work: (command: Command) => Promise<string>): Promise<string> {
  const installation = openInstallation(findInstallation());
  const ctx = async (): Promise<Ctx> =>
    makeCtx(installation, await installation.settings.refresh(), { address: "command", userAgent: "npm run", language: "en" });
  try {
    return await work({ ctx: await ctx(), refreshed: ctx });
  } finally {
    await installation.close();
  }
}

function findInstallation(): Env {
  const env = readEnv();
  if (env.mode === "production") return env;
  const databaseUrl = env.databaseUrl ?? findRunningEmbedded(join(env.dataDir, "postgres"));
  if (databaseUrl === null) {
    throw usage(
      `No shop is running here (looked in ${env.dataDir}). Start it with npm start, or set the environment it runs with: DATABASE_URL, AUTH_SECRET and PUBLIC_URL.`,
    );
  }
  const authSecrets: Env["authSecrets"] = env.hasAuthSecret ? env.authSecrets : [demoSecret(env.dataDir)];
  return { ...env, databaseUrl, authSecrets, publicUrl: demoAddress(env) };
}

/** Where the demo answers, as it says itself: its port may be another one than the environment of this command names. */
function demoAddress({ dataDir, publicUrl }: Env): string {
  const file = join(dataDir, ADDRESS_FILE);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : publicUrl;
}

function demoSecret(dataDir: string): string {
  const file = join(dataDir, "auth-secret");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw usage("AUTH_SECRET is missing: set the one that the running shop has.");
}

function explain(error: unknown): string {
  if (error instanceof Usage || error instanceof EnvError) return error.message;
  if (isOutage(error)) return "The database cannot be reached. Nothing was changed.";
  const sql = findSqlError(error);
  if (sql?.code === NO_SUCH_TABLE) return "This database holds no shop yet. Start Foyer once, then try again.";
  // The text of a database error carries the statement and its values.
  const reason = sql ? `database error ${sql.code}` : error instanceof Error ? error.message : String(error);
  return `That did not work: ${reason}. Nothing was changed.`;
}

const NO_SUCH_TABLE = "42P01";
