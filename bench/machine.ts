import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const packageFile = z.object({ version: z.string() });

function versionIn(...path: string[]): string {
  return packageFile.parse(JSON.parse(readFileSync(join(import.meta.dirname, ...path, "package.json"), "utf8"))).version;
}

/** The machine and the versions measured, one line each, with nothing that tells where the folder lies. */
export function describeSetting(databaseVersion: string): string[] {
  const modules = ["..", "node_modules"];
  const peer = ["peers", "better-auth", "node_modules"];
  return [
    `${type()} ${release().split("-", 1)[0]} on ${arch()}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    `Node ${process.versions.node}, PostgreSQL ${databaseVersion} (writing safely to disk, on the same machine)`,
    `Foyer ${versionIn("..")} on Next ${versionIn(...modules, "next")} and React ${versionIn(...modules, "react")}`,
    `Better Auth ${versionIn(...peer, "better-auth")} on Next ${versionIn(...peer, "next")} and React ${versionIn(...peer, "react")}`,
    `bare Next ${versionIn("peers", "bare", "node_modules", "next")}, @node-rs/argon2 ${versionIn(...modules, "@node-rs", "argon2")}, autocannon ${versionIn(...modules, "autocannon")}`,
  ];
}
