// `npm test`: builds the product, then runs every test. What could not run here is named at the end; REQUIRE_SERVERS=1 makes that a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, HOW_TO_GET_CHROMIUM } from "../tests/support/chromium";
import { findMailServers, HOW_TO_GET_MAIL_SERVERS } from "../tests/support/find-mail-servers";
import { findSlapd, HOW_TO_GET_SLAPD } from "../tests/support/slapd";

const missing = [
  { isThere: findChromium(), what: "the journeys in a browser", files: "tests/e2e/**", how: HOW_TO_GET_CHROMIUM },
  { isThere: findSlapd(), what: "what asks a directory", files: "tests/**/directory-*.test.ts", how: HOW_TO_GET_SLAPD },
  {
    isThere: findMailServers(),
    what: "what reads a mailbox",
    files: "tests/**/inbound-imap*.test.ts",
    how: HOW_TO_GET_MAIL_SERVERS,
  },
].filter(({ isThere }) => !isThere);
for (const { how } of missing) console.log(how);

const report = join(mkdtempSync(join(tmpdir(), "foyer-test-")), "report.json");
const projects = ["unit", "integration", "product"].flatMap((name) => ["--project", name]);
const leaveOut = missing.flatMap(({ files }) => ["--exclude", files]);
const args = [
  "run",
  ...projects,
  ...leaveOut,
  ...process.argv.slice(2),
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { stdio: "inherit" });

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean };
const result: Report | null = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
const passed = result?.numPassedTests ?? 0;
// A run that broke outside of any test has failed all the same.
const failed = result?.numFailedTests || (status === 0 ? 0 : 1);
const isIncomplete = missing.length > 0 || (result?.numPendingTests ?? 0) > 0;

for (const { what, files, how } of missing) console.log(`Left out: ${what} (${files}). ${how}`);
if (result?.numPendingTests) console.log(`Left out: ${result.numPendingTests} tests that say above why.`);
const isFailure = failed > 0 || (isIncomplete && process.env.REQUIRE_SERVERS === "1");
console.log(`${passed} passed, ${isFailure && failed === 0 ? 1 : failed} failed`);
process.exit(isFailure ? 1 : 0);
