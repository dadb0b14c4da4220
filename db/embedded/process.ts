import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** One program to run: what `spawn` needs, with the user it runs as already decided. */
export type Command = {
  file: string;
  args: string[];
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number };
};

/** The `code` of a Node system error ("ENOENT", "EEXIST" …), or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The words of whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a command to its end, feeds it `input`, and gives its exit code (null when killed) with everything it printed. */
export function runCommand(command: Command, input = ""): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, { ...command.options, stdio: "pipe" });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    // A program that stops before reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
    child.stdin.end(input);
  });
}

/**
 * A text that tells this process from a later one with the same number, or null when there is no such process.
 * A zombie counts as gone: it holds no file and never ends where process 1 does not reap.
 */
export function processMark(pid: number): string | null {
  if (!canSignal(pid)) return null;
  if (process.platform === "linux") return linuxMark(pid);
  if (process.platform === "win32") return "running";
  return psField(pid, "stat")?.startsWith("Z") ? null : (psField(pid, "lstart") ?? null);
}

/** Whether the command line of a process names this folder as an argument. False when the process cannot be looked at. */
export function namesFolder(pid: number, folder: string): boolean {
  if (process.platform === "linux") return (readText(`/proc/${pid}/cmdline`) ?? "").split("\0").includes(folder);
  return (psField(pid, "command") ?? "").includes(folder);
}

/** Waits until a process is gone; false when it is still there after `milliseconds`. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (processMark(pid) !== null) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/** The text of a file, or undefined when it cannot be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function linuxMark(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold anything, so count from the last bracket.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const state = fields?.[0] ?? "X";
  return state === "Z" || state === "X" ? null : (fields?.[19] ?? null);
}

function psField(pid: number, field: string): string | undefined {
  try {
    return execFileSync("ps", ["-ww", "-o", `${field}=`, "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
