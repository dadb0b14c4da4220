import { FLOOD } from "./flood";
import { type Findings, type Goal, getHashThreads } from "./goals";
import type { Pace } from "./measure";
import { FIGURES } from "./target";

function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const isNumber = head.map((_, column) => column > 0 && rows.every((row) => /^[-\d.,\s]*$/.test(row[column] ?? "")));
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (isNumber[i] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function writeMeasured({ measured }: Findings): string {
  const sections = FIGURES.map((figure) => {
    const rows = measured.filter((row) => row.figure === figure);
    const head = [
      "target",
      "CPU ms/request",
      "requests/s",
      "p50 ms",
      "p99 ms",
      "database CPU ms/request",
      "requests",
      "unexpected answers",
    ];
    const cells = rows.map(({ label, sample }) => [
      label,
      sample.cpuMs.toFixed(2),
      sample.perSecond.toFixed(0),
      sample.p50.toFixed(0),
      sample.p99.toFixed(0),
      sample.databaseCpuMs.toFixed(2),
      String(sample.requests),
      String(sample.unexpected),
    ]);
    return rows.length === 0 ? "" : `### ${figure[0]?.toUpperCase()}${figure.slice(1)}\n\n${table(head, cells)}`;
  });
  return sections.filter((section) => section !== "").join("\n\n");
}

function writeHash(findings: Findings): string {
  const { hash } = findings;
  const rows = [
    ["one at a time", hash.alone.cpuMs.toFixed(2), hash.alone.perSecond.toFixed(1)],
    ["one per core at once", hash.allCores.cpuMs.toFixed(2), hash.allCores.perSecond.toFixed(1)],
    ["inside Foyer, on threads of its own", getHashThreads(findings).toFixed(2), ""],
  ];
  return `### argon2id (m=19456, t=2, p=1)\n\n${table(["checks", "CPU ms/check", "checks/s"], rows)}`;
}

function writeStartUps({ startUps, peaks }: Findings): string {
  const rows = startUps.map(({ name, firstAnswerMs, app, tree }) => [
    name,
    (firstAnswerMs / 1000).toFixed(2),
    app.rssMb.toFixed(0),
    app.pssMb.toFixed(0),
    tree.pssMb.toFixed(0),
    peaks.find((peak) => peak.name === name)?.peakMb.toFixed(0) ?? "",
  ]);
  const head = [
    "server",
    "first answer s",
    "idle RSS MB",
    "idle PSS MB",
    "idle PSS MB, all its processes",
    "peak RSS MB under load",
  ];
  return `### Start and memory\n\n${table(head, rows)}`;
}

function writeWeights({ weights }: Findings): string {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const rows = weights.map(({ label, weight }) => [label, ...[weight.html, weight.js, weight.css, weight.total].map(kilobytes)]);
  return `### Page weight (gzip)\n\n${table(["page", "HTML kB", "JS kB", "CSS kB", "total kB"], rows)}`;
}

function writeFloods({ floods }: Findings): string {
  const head = [
    "wave",
    "sent",
    "seconds",
    "answers",
    "probe p50 ms",
    "probe p95 ms",
    "probe max ms",
    "probes",
    "RSS before, peak, after MB",
  ];
  const rows = floods.map(({ sent, seconds, statuses, probe, memory }, i) => [
    String(i + 1),
    String(sent),
    seconds.toFixed(1),
    Object.entries(statuses)
      .map(([status, count]) => `${count} × ${status}`)
      .join(", "),
    probe.p50.toFixed(0),
    probe.p95.toFixed(0),
    probe.max.toFixed(0),
    String(probe.answers),
    [memory.beforeMb, memory.peakMb, memory.afterMb].map((value) => value.toFixed(0)).join(" / "),
  ]);
  return `### Sign-in flood\n\n${table(head, rows)}`;
}

/** The tables of a run, as Markdown that reads well on a terminal too. */
export function writeTables(findings: Findings, goals: Goal[]): string {
  const judged = goals.map(({ what, goal, figure, isMet }) => [what, goal, figure, isMet ? "met" : "not met"]);
  const verdicts = `## Goals\n\n${table(["what", "goal", "measured", "verdict"], judged)}`;
  const parts = [writeMeasured, writeHash, writeWeights, writeStartUps, writeFloods].map((write) => write(findings));
  return [verdicts, "## Figures", ...parts].filter((part) => part !== "").join("\n\n");
}

function describeMethod(pace: Pace, accounts: number): string {
  return `Everything is measured in one run on one machine. All servers run at once in production mode on one PostgreSQL server, each with a
database of its own, and take turns: every round asks each target once for about ${pace.seconds} s (a number of requests fixed by a warm-up,
${pace.connections} connections, every answer waited for), and the figures are medians over ${pace.rounds} rounds. The load comes from a process of its own.

**CPU ms/request is the figure to compare**: user and system time of the server's processes, read after they came to rest again, less what they
use when idle, divided by the requests. Wall time drifts with whatever else the machine does; requests per second and latencies also include
the load generator and PostgreSQL on the same cores. PostgreSQL's processor time is its own column and in no other figure.

- *Session check*: Foyer's \`/api/auth/session\` and Better Auth's \`/api/auth/get-session\`, each with the cookies of sessions really signed in; the
  bare route answers JSON of the same size.
- *Password sign-in*: Foyer's form is fetched and posted as a browser without JavaScript does, over ${accounts} accounts, each request from another
  client address so that limits per address do not stop it; an answer counts only as 303 with a cookie. Better Auth's is its JSON door with its
  default hash (scrypt), its rate limit turned off. The bare action reads two fields, sets a cookie and redirects.
- *Sign-in page*: the bare page renders, through React, the markup of Foyer's page with the same style sheet. All are asked for
  compressed, as browsers do.
- *Registration*: unused addresses. Foyer's ends at the mail that proves the mailbox; its work in the background is waited for and counted. Better
  Auth registers and signs in at once, without a mail.
- *Share of the hash*: what a sign-in costs less, as a share of the whole, in a second process of the same build that takes every password for right
  without hashing it (\`bench/without-hash.cjs\`). The difference is more than the hashing threads' own time, which stands beside what a hash costs
  alone: 19 MiB a hash push everything else out of the processor's caches. *Sign-ins per second and core*: 1000 divided by the CPU ms of a sign-in.
- *Page weight*: HTML, scripts and style sheets named by the page, gzipped one by one, without scripts marked \`nomodule\`.
- *Start*: from starting the process to the first answer; the first start, which makes the tables, is not counted. *Idle memory*: the process that answers,
  10 s after that; *peak*: the most it ever had in the rounds.
- *Flood*: ${FLOOD.waves} waves of ${FLOOD.parallel * FLOOD.perConnection} wrong passwords, ${FLOOD.parallel} at once, each for another name and from another address, while the session check is asked every
  50 ms, whether or not the last answer came. Memory rises over two or three waves and falls again; what counts is whether the later
  half of the waves peaks higher than the first.`;
}

/** The page docs/performance.md. */
export function writePage(findings: Findings, goals: Goal[], setting: string[], pace: Pace, accounts: number): string {
  return `# Performance

Written by \`npm run bench\`. \`npm run bench -- --quick\` prints the same tables from shorter rounds and leaves this page alone.

${writeTables(findings, goals)}

## Machine and versions

${setting.map((line) => `- ${line}`).join("\n")}

## Method

${describeMethod(pace, accounts)}
`;
}
