import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { errorCode, processMark, readText } from "@/db/embedded/process";

/** The file beside a data folder that names the process which runs it. */
export function ownerFile(dataDir: string): string {
  return `${dataDir}.launcher`;
}

/**
 * Claims a data folder for this process; the claim of a dead launcher is taken over.
 * Throws when another launcher, or an earlier start of this very process, is alive.
 * Gives a function that lets the folder go.
 */
export function takeOwnership(dataDir: string): () => void {
  const file = ownerFile(dataDir);
  const claim = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(claim, `${process.pid} ${processMark(process.pid) ?? ""}\n`, { mode: 0o600 });
  try {
    // Bounded: each turn either wins, refuses, or has removed one dead claim.
    for (let turn = 0; turn < 10; turn += 1) {
      if (linkClaim(claim, file)) return releaser(file);
      removeDeadClaim(file, dataDir);
    }
  } finally {
    rmSync(claim, { force: true });
  }
  throw new Error(`The embedded database in ${dataDir} is being started by several processes at once. Start it again.`);
}

// Only once: a second call could take away the claim of whoever came next.
function releaser(file: string): () => void {
  let isReleased = false;
  return () => {
    if (!isReleased) rmSync(file, { force: true });
    isReleased = true;
  };
}

// A link appears whole or not at all, so nobody ever reads half a claim.
function linkClaim(claim: string, file: string): boolean {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function removeDeadClaim(file: string, dataDir: string): void {
  const text = readText(file);
  if (text === undefined) return;
  refuseLiving(text, dataDir);
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  try {
    const moved = readFileSync(aside, "utf8");
    // Between reading and renaming another process may have taken over: then what was moved is its living claim.
    if (livingOwner(moved) !== null) {
      linkClaim(aside, file);
      refuseLiving(moved, dataDir);
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseLiving(text: string, dataDir: string): void {
  const owner = livingOwner(text);
  if (owner === null) return;
  throw new Error(
    `The embedded database in ${dataDir} is already run by process ${owner}. ` +
      "Stop that one first, give this one another DATA_DIR, or set DATABASE_URL to share one PostgreSQL server.",
  );
}

function livingOwner(text: string): number | null {
  const [pid = "", ...mark] = text.trim().split(" ");
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return null;
  const now = processMark(number);
  return now !== null && now === mark.join(" ") ? number : null;
}
