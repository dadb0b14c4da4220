import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { failuresPage } from "@/scripts/docs/failures-page";
import { listBareRows, listStaleReasons, promisesPage, readTests, securityPage } from "@/scripts/docs/rows-pages";
import { settingsPage } from "@/scripts/docs/settings-page";

// npm run docs: writes the pages of docs/ that are made from the source. With --check it only compares.
const tests = readTests();
const pages = [settingsPage(), failuresPage(), promisesPage(tests), securityPage(tests)];
const stale = pages.filter(({ path, text }) => !existsSync(path) || readFileSync(path, "utf8") !== text);

if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    process.stderr.write(
      `Out of date: ${stale.map(({ path }) => path).join(", ")}. Run \`npm run docs\` and commit the result.\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of stale) writeFileSync(path, text);
  process.stdout.write(stale.length > 0 ? `Wrote ${stale.map(({ path }) => path).join(", ")}.\n` : "All pages are up to date.\n");
}

const outlived = listStaleReasons(tests);
if (outlived.length > 0)
  process.stderr.write(`Tested by now, so take the reason away in scripts/docs/rows/: ${outlived.join(", ")}\n`);

const bare = listBareRows(tests);
if (bare.length > 0) process.stderr.write(`Rows with neither a test nor a reason: ${bare.join(" ")}\n`);
