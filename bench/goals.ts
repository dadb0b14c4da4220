import type { FloodResult } from "./flood";
import { WITHOUT_HASH_LABEL } from "./foyer";
import type { HashOutcome } from "./load-job";
import type { Measured, Sample } from "./measure";
import type { StartUp } from "./start-up";
import type { Figure } from "./target";
import type { PageWeight } from "./weigh-page";

/** All that one run found out. */
export type Findings = {
  measured: Measured[];
  hash: { alone: HashOutcome; allCores: HashOutcome };
  startUps: StartUp[];
  peaks: { name: string; peakMb: number }[];
  weights: { label: string; weight: PageWeight }[];
  floods: FloodResult[];
};

export type Goal = { what: string; goal: string; figure: string; isMet: boolean };

// Later waves may use a little more than the ones before (caches warm up), but not another helping.
const WAVE_TOLERANCE = 1.1;
const FLOOD_GROWTH_MB = 512;

function getSample(findings: Findings, figure: Figure, label: string): Sample {
  const found = findings.measured.find((row) => row.figure === figure && row.label.startsWith(label));
  if (found === undefined) throw new Error(`${label} was not measured for the ${figure}.`);
  return found.sample;
}

const getCpu = (findings: Findings, figure: Figure, label: string): number => getSample(findings, figure, label).cpuMs;

/**
 * Processor milliseconds that only the threads beside that of JavaScript spend on the password hash: what they spend on a sign-in, less
 * what they spend on the sign-in page, where nothing is hashed and V8 has as much garbage to collect.
 */
export function getHashThreads(findings: Findings): number {
  const spent = (figure: Figure) => getSample(findings, figure, "Foyer").helperCpuMs;
  return spent("password sign-in") - spent("sign-in page");
}

function getWeight(findings: Findings, label: string): number {
  const found = findings.weights.find((row) => row.label.startsWith(label));
  if (found === undefined) throw new Error(`${label} was not weighed.`);
  return found.weight.total;
}

function judgeRatio(what: string, ratio: number, limit: number): Goal {
  return { what, goal: `≤ ${limit} times`, figure: `${ratio.toFixed(2)} times`, isMet: ratio <= limit };
}

function judgeSignIn(findings: Findings): Goal[] {
  const signIn = getCpu(findings, "password sign-in", "Foyer");
  const rest = getCpu(findings, "password sign-in", WITHOUT_HASH_LABEL);
  const share = (signIn - rest) / signIn;
  const perCore = 1000 / signIn;
  const bareAction = getCpu(findings, "password sign-in", "bare");
  const parts = `${signIn.toFixed(1)} ms with the hash, ${rest.toFixed(1)} without, ${bareAction.toFixed(1)} for a bare server action`;
  return [
    {
      what: "share of a sign-in's processor time that is the password hash itself",
      goal: "≥ 75 %",
      figure: `${(share * 100).toFixed(0)} % (${parts})`,
      isMet: share >= 0.75,
    },
    { what: "sign-ins per second and core", goal: "≥ 30", figure: perCore.toFixed(1), isMet: perCore >= 30 },
  ];
}

function judgeStart(findings: Findings): Goal[] {
  const foyer = findings.startUps.find(({ name }) => name === "Foyer");
  if (foyer === undefined) throw new Error("Foyer's start was not measured.");
  const { rssMb } = foyer.app;
  const seconds = foyer.firstAnswerMs / 1000;
  return [
    { what: "memory of the idle app process", goal: "≤ 150 MB", figure: `${rssMb.toFixed(0)} MB`, isMet: rssMb <= 150 },
    { what: "start to first answer, build in place", goal: "≤ 2 s", figure: `${seconds.toFixed(2)} s`, isMet: seconds <= 2 },
  ];
}

function judgeFlood(floods: FloodResult[]): Goal[] {
  const worstP95 = Math.max(...floods.map(({ probe }) => probe.p95));
  const failed = floods.reduce((sum, { probe }) => sum + probe.failed, 0);
  const [first] = floods;
  if (first === undefined) throw new Error("There was no flood.");
  const peakOf = (waves: FloodResult[]) => Math.max(...waves.map(({ memory }) => memory.peakMb));
  const half = floods.length / 2;
  const growthMb = peakOf(floods) - first.memory.beforeMb;
  const isBounded = growthMb <= FLOOD_GROWTH_MB && peakOf(floods.slice(half)) <= peakOf(floods.slice(0, half)) * WAVE_TOLERANCE;
  const lost = floods.reduce((sum, flood) => sum + flood.lost, 0);
  const overflow = floods.reduce((sum, flood) => sum + (flood.statuses["503"] ?? 0), 0);
  const proper = floods.reduce((sum, flood) => sum + flood.overflowWithRetryAfter, 0);
  const hasOther = floods.some(({ statuses }) => Object.keys(statuses).some((status) => status !== "401" && status !== "503"));
  return [
    {
      what: "session check's p95 during a flood of wrong passwords",
      goal: "< 1 s, none failed",
      figure: `${(worstP95 / 1000).toFixed(2)} s, ${failed} failed`,
      isMet: worstP95 < 1000 && failed === 0,
    },
    {
      what: "memory growth in the flood",
      goal: `≤ ${FLOOD_GROWTH_MB} MB, the later half of the waves no higher than the first (10 % allowed)`,
      figure: `${growthMb.toFixed(0)} MB; peaks ${floods.map(({ memory }) => memory.peakMb.toFixed(0)).join(", ")} MB`,
      isMet: isBounded,
    },
    {
      what: "overflow of the flood",
      goal: "503 with Retry-After, nothing unanswered, no other error",
      figure: `${overflow} answered 503, ${proper} of them with Retry-After; ${lost} unanswered`,
      isMet: overflow > 0 && overflow === proper && lost === 0 && !hasOther,
    },
  ];
}

/** The goals of the product next to what was measured. */
export function judge(findings: Findings): Goal[] {
  const session = getCpu(findings, "session check", "Foyer");
  const page = getCpu(findings, "sign-in page", "Foyer");
  return [
    judgeRatio("session check, CPU against Better Auth in Next", session / getCpu(findings, "session check", "Better Auth"), 0.4),
    judgeRatio("session check, CPU against a bare Next route", session / getCpu(findings, "session check", "bare"), 1.8),
    ...judgeSignIn(findings),
    judgeRatio(
      "sign-in page, CPU against a bare page with the same markup",
      page / getCpu(findings, "sign-in page", "bare"),
      1.25,
    ),
    judgeRatio(
      "sign-in page, weight against a bare page with the same markup",
      getWeight(findings, "Foyer") / getWeight(findings, "bare"),
      1.15,
    ),
    ...judgeStart(findings),
    ...judgeFlood(findings.floods),
  ];
}
