import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { stopOrphan } from "@/db/embedded/orphan";
import { ownerFile, takeOwnership } from "@/db/embedded/owner";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { installJobs } from "@/db/jobs";
import { migrate } from "@/db/migrate";
import { databaseUrl, withServer } from "@/tests/support/server";
import { makeTemporaryFolder, temporaryRoot } from "@/tests/support/temporary-folder";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server of this run: how to reach it, and the migrated database that every test's own one is cloned from. */
    cluster: { url: string; template: string };
  }
}

const FOLDER_PREFIX = "foyer-test-";

/** Vitest's global set-up: one server and one migrated template database for a whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  try {
    await makeTemplate(server.url, server.template);
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("cluster", { url: server.url, template: server.template });
  return server.close;
}

type TestServer = {
  url: string;
  template: string;
  close: () => Promise<void>;
};

function openServer(): Promise<TestServer> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? borrowServer(url) : startServer();
}

async function startServer(): Promise<TestServer> {
  await removeAbandoned();
  const folder = makeTemporaryFolder(FOLDER_PREFIX);
  const database = await startEmbedded({ dataDir: join(folder, "data"), durable: false });
  const close = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: database.url, template: "foyer_template", close };
}

// Runs of several checkouts may share this server, so the template has a name of its own and goes at the end.
async function borrowServer(url: string): Promise<TestServer> {
  const template = `foyer_template_${randomBytes(6).toString("hex")}`;
  const close = () => withServer(url, async (sql) => void (await sql`drop database if exists ${sql(template)} with (force)`));
  return { url, template, close };
}

async function makeTemplate(serverUrl: string, template: string): Promise<void> {
  await withServer(serverUrl, async (sql) => void (await sql`create database ${sql(template)}`));
  const url = databaseUrl(serverUrl, template);
  await migrate(url);
  await installJobs(url);
  // A database that anybody is connected to cannot be cloned.
  await withServer(serverUrl, async (sql) => void (await sql`alter database ${sql(template)} with allow_connections false`));
}

// A run that was killed leaves its server running and its folder behind.
async function removeAbandoned(): Promise<void> {
  const root = temporaryRoot();
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const folder = join(root, name);
    const dataDir = join(folder, "data");
    if (!existsSync(ownerFile(dataDir)) || !canTake(dataDir)) continue;
    await stopOrphan(dataDir, () => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

// False for the folder of a run that is going on, or of another user.
function canTake(dataDir: string): boolean {
  try {
    takeOwnership(dataDir);
    return true;
  } catch {
    return false;
  }
}
