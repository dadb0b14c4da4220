import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Binaries, USE_OWN_SERVER } from "@/db/embedded/binaries";
import { type Command, readText } from "@/db/embedded/process";

type Account = {
  uid: number;
  gid: number;
};

/**
 * As whom PostgreSQL runs, for it refuses to be root.
 * `self`: as whoever we are. `user`: root hands it to an ordinary account. `namespace`: root's files cannot be reached
 * by such an account (a checkout under /root), so it runs in a user namespace where root's own number has another name.
 */
export type Identity = { kind: "self" } | ({ kind: "user" | "namespace" } & Account);

const NOT_EXECUTABLE = "its programs do not run on this system (they need glibc, which Alpine Linux for one does not have)";

const NOBODY: Account = { uid: 65534, gid: 65534 };

// LC_ALL: the messages we look for are English, and on macOS PostgreSQL needs some locale. NODE_ENV: only for the types.
const PLAIN = {
  cwd: "/",
  env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", NODE_ENV: "production" },
} as const;

/** Decides as whom PostgreSQL runs on this data folder. Throws a sentence when no way works on this machine. */
export function chooseIdentity(binaries: Binaries, dataDir: string): Identity {
  if (process.getuid?.() !== 0) {
    return tryIdentity({ kind: "self" }, binaries, dataDir) ?? refuse(NOT_EXECUTABLE);
  }
  for (const account of listAccounts(dataDir)) {
    const identity = tryIdentity({ kind: "user", ...account }, binaries, dataDir);
    if (identity !== null) return identity;
  }
  const namespace: Identity = { kind: "namespace", ...(findAccount("nobody") ?? NOBODY) };
  return (
    tryIdentity(namespace, binaries, dataDir) ??
    refuse(
      `PostgreSQL refuses to run as root, no other account can reach ${dirname(dataDir)} and ${binaries.packageDir}, ` +
        "and this system allows no user namespace (or its programs do not run here at all). " +
        "Start Foyer as an ordinary user, or move it out of the closed folder",
    )
  );
}

/** The owner that the data folder must have, or null when it is simply ours. */
export function folderOwner(identity: Identity): Account | null {
  if (identity.kind === "self") return null;
  return identity.kind === "user" ? identity : { uid: 0, gid: 0 };
}

/** The command that runs one of PostgreSQL's programs under an identity, with nothing of the caller's environment. */
export function commandAs(identity: Identity, program: string, args: string[]): Command {
  // Windows programs do not start without the system's own variables.
  if (process.platform === "win32") return { file: program, args, options: {} };
  if (identity.kind === "user") {
    return { file: program, args, options: { ...PLAIN, uid: identity.uid, gid: identity.gid } };
  }
  if (identity.kind === "self") return { file: program, args, options: PLAIN };
  const map = ["--user", `--map-user=${identity.uid}`, `--map-group=${identity.gid}`, "--"];
  return { file: "unshare", args: [...map, program, ...args], options: PLAIN };
}

function refuse(reason: string): never {
  throw new Error(`The embedded PostgreSQL cannot run here: ${reason}. ${USE_OWN_SERVER}`);
}

function tryIdentity(identity: Identity, binaries: Binaries, dataDir: string): Identity | null {
  const reaches = process.platform === "win32" || works(commandAs(identity, "/bin/sh", reachTest(binaries, dataDir)));
  return reaches && works(commandAs(identity, binaries.postgres, ["--version"])) ? identity : null;
}

function reachTest(binaries: Binaries, dataDir: string): string[] {
  const catalogue = join(binaries.packageDir, "native", "share", "postgresql", "postgres.bki");
  return ["-c", 'test -x "$1" && test -r "$2"', "sh", dirname(dataDir), catalogue];
}

function works(command: Command): boolean {
  return spawnSync(command.file, command.args, { ...command.options, stdio: "ignore" }).status === 0;
}

// The owner of existing data comes first: a developer who once starts with sudo must not lose the folder.
function listAccounts(dataDir: string): Account[] {
  const found = [findFolderOwner(dataDir), findAccount("postgres"), findAccount("nobody")];
  return found.filter((account) => account !== null);
}

function findFolderOwner(dataDir: string): Account | null {
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  return owner === undefined || owner.uid === 0 ? null : { uid: owner.uid, gid: owner.gid };
}

// initdb looks its user up by number, so only an account that has a line in this file will do.
function findAccount(name: string): Account | null {
  const line = readText("/etc/passwd")
    ?.split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? "").split(":");
  // macOS writes nobody's number as -2.
  return uid === undefined || gid === undefined ? null : { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}
