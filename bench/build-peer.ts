import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NOT_SOURCE = new Set(["node_modules", ".next", "next-env.d.ts", "tsconfig.tsbuildinfo"]);

function listSources(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !NOT_SOURCE.has(name))
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? listSources(path) : [path]));
}

function fingerprint(folder: string): string {
  const digest = createHash("sha256");
  for (const path of listSources(folder)) digest.update(path.slice(folder.length)).update(readFileSync(path));
  return digest.digest("hex");
}

/** Runs a command in a folder with its output shown; fails with it. */
export async function runCommand(command: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}.`);
}

/** Installs and builds a peer unless the build in place was made from these very sources. Gives its folder. */
export async function buildPeer(name: string, env: Record<string, string> = {}): Promise<string> {
  const folder = join(import.meta.dirname, "peers", name);
  const marker = join(folder, ".next", "built-from");
  const wanted = fingerprint(folder);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return folder;
  console.log(`Installing and building bench/peers/${name} …`);
  await runCommand("npm", ["ci"], folder);
  await runCommand("npm", ["run", "build"], folder, env);
  writeFileSync(marker, wanted);
  return folder;
}

/** The command that serves a built peer. */
export function serveCommand(port: number): string[] {
  return [process.execPath, join("node_modules", "next", "dist", "bin", "next"), "start", "-p", String(port), "-H", "127.0.0.1"];
}
