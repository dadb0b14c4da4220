import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Binaries } from "@/db/embedded/binaries";
import { commandAs, folderOwner, type Identity } from "@/db/embedded/identity";
import { readText, runCommand } from "@/db/embedded/process";

/** What it takes to make or open a data folder. */
export type DataContext = {
  binaries: Binaries;
  identity: Identity;
  dataDir: string;
  /** Extra server settings as `-c` arguments. */
  settings: string[];
  isDurable: boolean;
  log: (line: string) => void;
};

/** The role and the database of the app. The role may create databases; it is no superuser. */
export const APP_NAME = "foyer";

// Readable by its owner only.
function passwordFile(dataDir: string): string {
  return `${dataDir}.password`;
}

/**
 * Makes the data folder ready for a server and gives the password of the app's role. A missing or empty folder is
 * initialised, a half-made one is set aside, a lost password file is replaced by a new password.
 * Throws a sentence for a folder that holds something else or data of another PostgreSQL version.
 */
export async function prepareData(context: DataContext): Promise<string> {
  removeLeftovers(context.dataDir);
  if (await mustInitialise(context)) return initialise(context);
  giveTo(context.identity, context.dataDir);
  return readPassword(context.dataDir) ?? setPassword(context, context.dataDir);
}

async function mustInitialise({ binaries, identity, dataDir, log }: DataContext): Promise<boolean> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return true;
  const version = readText(join(dataDir, "PG_VERSION"))?.trim();
  if (version === undefined) {
    throw new Error(`${dataDir} holds files that are not a PostgreSQL database. Give another DATA_DIR or empty that folder.`);
  }
  if (!existsSync(join(dataDir, "global", "pg_control"))) {
    const aside = `${dataDir}.broken-${Date.now()}`;
    renameSync(dataDir, aside);
    log(`The database folder was only half made, so it is made anew; the old one was moved to ${aside}.`);
    return true;
  }
  const { output } = await runCommand(commandAs(identity, binaries.postgres, ["--version"]));
  const major = /\d+/.exec(output)?.[0];
  if (version === major) return false;
  throw new Error(
    `The data in ${dataDir} was made by PostgreSQL ${version}, but this version of Foyer brings ${major}. ` +
      "Export it with the version of Foyer that made it, or set DATABASE_URL to a server that holds the data.",
  );
}

// initdb works in a folder of another name: being killed in the middle leaves no data folder at all.
async function initialise(context: DataContext): Promise<string> {
  const { dataDir, identity, isDurable } = context;
  const fresh = `${dataDir}.new-${randomBytes(6).toString("hex")}`;
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(identity, fresh);
  const args = ["-D", fresh, "-U", "postgres", "--auth=reject", "--encoding=UTF8", "--no-locale", "--no-instructions"];
  // Sorting and case as defined by Unicode code points, the same on every system.
  args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", ...(isDurable ? [] : ["--no-sync"]));
  const { code, output } = await runCommand(commandAs(identity, context.binaries.initdb, args));
  if (code !== 0) throw new Error(`The embedded database could not be made in ${dataDir}. initdb said:\n${output.trim()}`);
  // The superuser has no password and so no way in over the network; the app's role is no superuser.
  writeFileSync(join(fresh, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
  const password = await setPassword(context, fresh, readPassword(dataDir));
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(fresh, dataDir);
  if (isDurable) syncFolder(dirname(dataDir));
  return password;
}

// Single-user mode needs no password and no port, and works before and after the role exists.
async function setPassword(context: DataContext, folder: string, kept?: string): Promise<string> {
  const password = kept ?? randomBytes(24).toString("hex");
  const role = `create role ${APP_NAME}`;
  const sql = [
    `do 'begin if to_regrole(''${APP_NAME}'') is null then ${role}; end if; end'`,
    `alter role ${APP_NAME} login createdb password '${password}'`,
  ];
  const args = ["--single", "-D", folder, ...context.settings, "postgres"];
  const command = commandAs(context.identity, context.binaries.postgres, args);
  const { code, output } = await runCommand(command, `${sql.join("\n")}\n`);
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(output)) {
    throw new Error(
      `The embedded database in ${context.dataDir} could not be given its password. PostgreSQL said:\n${output.trim()}`,
    );
  }
  writePassword(context.dataDir, password);
  return password;
}

/** The password of the app's role, beside the data folder; undefined when there is none. Never to be shown. */
export function readPassword(dataDir: string): string | undefined {
  const file = passwordFile(dataDir);
  if (!existsSync(file)) return undefined;
  const password = readText(file)?.trim();
  if (password === undefined) throw new Error(`${file} cannot be read. Start Foyer as the user who owns it.`);
  return /^[0-9a-f]{16,}$/.test(password) ? password : undefined;
}

function writePassword(dataDir: string, password: string): void {
  const file = passwordFile(dataDir);
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${password}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

function removeLeftovers(dataDir: string): void {
  const prefix = `${basename(dataDir)}.new-`;
  for (const name of readdirSync(dirname(dataDir))) {
    // The initdb of a killed launcher may still be writing: its folder may need more than one go.
    if (name.startsWith(prefix)) rmSync(join(dirname(dataDir), name), { recursive: true, force: true, maxRetries: 10 });
  }
}

// PostgreSQL refuses a folder that is not its own user's, or that others may read.
function giveTo(identity: Identity, folder: string): void {
  const owner = folderOwner(identity);
  if (owner === null) return;
  if (statSync(folder).uid !== owner.uid) {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
      lchownSync(join(folder, name), owner.uid, owner.gid);
  }
  lchownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder for this.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
