import { readdirSync, readFileSync, readlinkSync } from "node:fs";

// Linux gives processor time in ticks of 1/100 s to every program, whatever the kernel uses inside.
const MS_PER_TICK = 10;

type Process = { pid: number; parent: number; ticks: number };

export type Memory = { rssMb: number; pssMb: number };

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The fields of a stat file from the third on: the name before them stands in parentheses and may hold spaces. */
const readFields = (stat: string): string[] => stat.slice(stat.lastIndexOf(")") + 2).split(" ");

function readProcess(pid: number): Process[] {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  if (stat === "") return [];
  const fields = readFields(stat);
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  return [{ pid, parent: Number(fields[1]), ticks: own }];
}

function readTree(root: number): Process[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const tree = all.filter((process) => process.pid === root);
  for (const parent of tree) tree.push(...all.filter((process) => process.parent === parent.pid));
  return tree;
}

/** User and system time of a process and all its descendants, ended ones included, in milliseconds. */
export function readCpuMs(root: number): number {
  return readTree(root).reduce((sum, process) => sum + process.ticks, 0) * MS_PER_TICK;
}

/** User and system time that a process has spent beside its first thread, where JavaScript runs, in milliseconds. */
export function readHelperCpuMs(pid: number): number {
  const helpers = readdirSync(`/proc/${pid}/task`).filter((thread) => thread !== String(pid));
  const ticks = helpers.map((thread) => {
    const fields = readFields(readOrEmpty(`/proc/${pid}/task/${thread}/stat`));
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, own) => sum + own, 0) * MS_PER_TICK;
}

function readField(file: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readOrEmpty(file))?.[1] ?? 0) / 1024;
}

/** Memory of one process: all it has resident, and its proportional share of what it has in common with others. */
export function readMemory(pid: number): Memory {
  return { rssMb: readField(`/proc/${pid}/status`, "VmRSS"), pssMb: readField(`/proc/${pid}/smaps_rollup`, "Pss") };
}

/** Memory of a process and all its descendants. Their RSS counts shared pages once for each; PSS does not. */
export function readTreeMemory(root: number): Memory {
  const parts = readTree(root).map((process) => readMemory(process.pid));
  return { rssMb: parts.reduce((sum, part) => sum + part.rssMb, 0), pssMb: parts.reduce((sum, part) => sum + part.pssMb, 0) };
}

/** The most a process ever had resident. */
export function readPeakRssMb(pid: number): number {
  return readField(`/proc/${pid}/status`, "VmHWM");
}

function listensOn(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readLinkOrEmpty(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function readLinkOrEmpty(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** The process that listens on a TCP port of this machine; the oldest, if a socket is shared with children. */
export function getListener(port: number): number {
  const rows = [...readOrEmpty("/proc/net/tcp").split("\n"), ...readOrEmpty("/proc/net/tcp6").split("\n")];
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = new Set(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(`:${hexPort}`) && columns[3] === "0A")
      .map((columns) => `socket:[${columns[9]}]`),
  );
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
  const listener = pids.find((pid) => listensOn(pid, sockets));
  if (listener === undefined) throw new Error(`No process of this user listens on port ${port}.`);
  return listener;
}
