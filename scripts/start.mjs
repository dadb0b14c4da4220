// `npm start`: builds if there is no build of these sources yet, then runs the server from it in this very process.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

const STAMP = ".next/foyer/start.mjs";
const SOURCES = [
  "app",
  "auth",
  "components",
  "core",
  "db",
  "emails",
  "messages",
  "providers",
  "server",
  "settings",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
];

/** The newest change below a path, in milliseconds since 1970. @param {string} path @returns {number} */
function newest(path) {
  const at = statSync(path, { throwIfNoEntry: false });
  if (!at) return 0;
  if (!at.isDirectory()) return at.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (!existsSync(STAMP) || built < Math.max(...SOURCES.map(newest))) {
  console.log("Building Foyer, once (half a minute to a few, by machine) …");
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

// npm hands a signal to its shell, and the shell ends without a word to us: once it is gone, that was meant for us (T-FX28).
if (process.env.npm_lifecycle_event === "start") {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}
if (!process.argv.includes("--build-only")) await import(new URL(`../${STAMP}`, import.meta.url).href);
