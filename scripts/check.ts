// `npm run check`: everything about the sources that needs no database and no browser.
import { spawnSync } from "node:child_process";

const bin = (name: string) => `node_modules/.bin/${name}`;
const checks: [string, string, string[]][] = [
  ["types", bin("tsc"), ["--noEmit"]],
  ["style and budgets", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["unused code", bin("knip"), ["--no-progress"]],
  ["generated pages", process.execPath, ["--import", "tsx", "scripts/docs.ts", "--check"]],
];

const failed = checks.filter(([name, command, args]) => {
  console.log(`— ${name}`);
  return spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`Not right yet: ${failed.map(([name]) => name).join(", ")}.`);
  process.exit(1);
}
